import { securityEvents } from '@gatehouse/platform-core';
import type { SecurityEventCase, SecurityEventWorld } from './security-event-world.js';

/** Checks that the request of a case leaves the line that the case states, and nothing personal in any line. */
export function securityEventJudge(world: SecurityEventWorld) {
  return async (row: SecurityEventCase): Promise<void> => {
    const answer = await world.call(row);
    expect(answer.status).toBe(row.status);
    expect(world.events).toHaveLength(1);
    const [line] = world.events;
    const { reason, actor, target, signInName, clientAddress } = line ?? {};
    expect({ reason, actor, target, signInName, clientAddress }).toEqual(row.line);
    expect(line).toMatchObject({
      level: 'info',
      event: row.event,
      outcome: securityEvents[row.event],
      requestId: answer.headers.get('x-request-id'),
      status: row.status,
    });
    expectNothingPersonal(world);
  };
}

/** No line of any kind holds what names a person or lets somebody in, in any case or encoding that hides it from a search. */
function expectNothingPersonal({ text, secrets }: SecurityEventWorld): void {
  expect(text).not.toBe('');
  for (const secret of secrets) {
    expect(text).not.toContain(secret.toLowerCase());
    expect(text).not.toContain(encodeURIComponent(secret).toLowerCase());
    expect(text).not.toContain(Buffer.from(secret).toString('base64url').toLowerCase());
  }
}
