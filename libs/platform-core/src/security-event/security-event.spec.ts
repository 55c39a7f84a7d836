import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createLogger } from '../logger.js';
import { securityEvent } from './security-event.js';
import { securityEvents } from './security-events.js';

const key = 'a key of a test that is long enough to be one';
const ada = { poolId: 'eu-west-1_TestPool1', subject: '34c84488-e0e1-70ae-d2ee-991ad1a898c8' };

/** The line that a default logger writes of an event. */
function lineOf(...[event, line, msg]: [...Parameters<typeof written>]) {
  return JSON.parse(written(event, line, msg)) as Record<string, unknown>;
}

function written(
  event: Parameters<typeof securityEvent>[1],
  line?: Record<string, unknown>,
  msg?: string,
): string {
  const lines: string[] = [];
  const logger = createLogger('app', undefined, { write: (text) => lines.push(text) });
  securityEvent({ logger, key }, event, line, msg);
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

/** HMAC-SHA-256 as a reader of the documentation would compute it. */
const hash = (...parts: string[]) =>
  createHmac('sha256', key)
    .update(JSON.stringify(['gatehouse security event', ...parts]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');

describe('securityEvent', () => {
  it('writes at info what happened, to whom, from where and why, with people as keyed hashes', () => {
    const event = {
      event: 'support.user_disable_rejected',
      reason: 'insufficient_rank',
      actor: ada,
      target: { ...ada, subject: 'someone-else' },
      clientAddress: '2001:db8::1',
      requestId: 'request-0001',
    } as const;
    expect(lineOf(event, { route: '/users/:id' })).toEqual({
      level: 'info',
      time: expect.any(String) as string,
      app: 'app',
      msg: 'security event',
      route: '/users/:id',
      event: 'support.user_disable_rejected',
      outcome: 'failure',
      reason: 'insufficient_rank',
      actor: hash('subject', ada.poolId, ada.subject),
      target: hash('subject', ada.poolId, 'someone-else'),
      clientAddress: '2001:db8::1',
      requestId: 'request-0001',
    });
    expect(written(event)).not.toContain(ada.subject);
  });

  it('hashes a name to sign in without its case, and apart from a subject of the same text', () => {
    const named = (name: string, poolId = ada.poolId) =>
      lineOf({ event: 'auth.sign_in_failed', signInName: { poolId, name } }).signInName;
    expect(named('Ada@Example.com')).toBe(hash('sign-in name', ada.poolId, 'ada@example.com'));
    expect(named('ADA@example.com')).toBe(named('ada@example.com'));
    expect(named('ada@example.com', 'another pool')).not.toBe(named('ada@example.com'));
    const actor = { poolId: ada.poolId, subject: 'ada' };
    expect(lineOf({ event: 'auth.signed_in', actor }).actor).not.toBe(named('ada'));
  });

  it('keeps the parts of a hash apart', () => {
    const actorOf = (poolId: string, subject: string) =>
      lineOf({ event: 'auth.signed_in', actor: { poolId, subject } }).actor;
    expect(actorOf('a', 'bc')).not.toBe(actorOf('ab', 'c'));
    expect(actorOf('a","b', 'c')).not.toBe(actorOf('a', 'b","c'));
  });

  it('lets no member of the line replace those of the event', () => {
    const line = { event: 'auth.signed_in', outcome: 'success', actor: 'ada@example.com' };
    expect(lineOf({ event: 'request.rejected', reason: 'expired' }, line)).toMatchObject({
      event: 'request.rejected',
      outcome: 'failure',
    });
    expect(written({ event: 'request.rejected' }, line)).not.toContain('ada@example.com');
  });

  it.each(['evil"\n', 'example.com', '1.2.3.4.5', ''])('leaves out %j, no address', (text) => {
    const line = lineOf({ event: 'request.rejected', clientAddress: text });
    expect(line).not.toHaveProperty('clientAddress');
  });

  it('names only events that the documentation lists', () => {
    const page = readFileSync(
      new URL('../../../../docs/how-to/read-the-logs.md', import.meta.url),
      'utf8',
    );
    const listed = [...page.matchAll(/^\|[^|]*\| `([a-z_]+\.[a-z_]+)` \|/gm)].map(
      ([, name]) => name,
    );
    expect(listed.sort()).toEqual(Object.keys(securityEvents).sort());
  });
});
