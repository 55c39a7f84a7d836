import { once } from 'node:events';
import {
  createServer,
  get,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import type { RevocationMessage } from '@gatehouse/contracts';
import { loadConfig } from '@gatehouse/platform-core';
import { callService, TestIssuer, useResources, waitUntil } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { gatewayConfig } from '../config.js';
import { type RunningGateway, startGateway } from '../start-gateway.js';
import { upstreamSettings } from '../testing/upstream-settings.js';

const managementClientId = 'usersmachine00000000000000';
const poolId = 'eu-west-1_TestPool1';
const inAnHour = Math.floor(Date.now() / 1000) + 3600;

const resources = useResources();
let issuer: TestIssuer;
let upstream: Server;
let gateway: RunningGateway;
let allowed: string;
/** Answers of the upstream that wait. */
const slow: ServerResponse[] = [];

beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start());
  // A stream that never ends by itself.
  upstream = createServer((request, answer) => {
    answer.setHeader('content-type', 'text/event-stream');
    if (request.url === '/orders/stream') answer.write('data: first\n\n');
    else if (request.url === '/orders/slow') slow.push(answer);
    else answer.end();
  });
  resources.add(upstream);
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const environment = {
    NODE_ENV: 'test',
    PORT: '0',
    MANAGEMENT_PORT: '0',
    MANAGEMENT_CLIENT_IDS: managementClientId,
    LOG_LEVEL: 'silent',
    COGNITO_ISSUER: issuer.issuer,
    COGNITO_JWKS_URI: issuer.jwksUri,
    COGNITO_CLIENT_IDS: `${issuer.clientId},${issuer.machineClientId}`,
    ...upstreamSettings(address),
  };
  gateway = await resources.add(startGateway(loadConfig(gatewayConfig, environment)));
  allowed = await machineToken(['gateway/revoke']);
});

function machineToken(scopes: string[], clientId = managementClientId): Promise<string> {
  return issuer.machineToken(scopes, { claims: { sub: clientId, client_id: clientId } });
}

const post = (body: unknown, token = allowed) =>
  callService(gateway.managementUrl!, 'POST /revocations', {
    headers: { authorization: `Bearer ${token}` },
    body,
  });
const tell = (revocations: unknown, token?: string) => post({ revocations }, token);

const call = (token: string) =>
  callService(gateway.url, 'GET /orders', { headers: { authorization: `Bearer ${token}` } });

function endOf(token: string): RevocationMessage {
  const originJti = String(decodeJwt(token).origin_jti);
  return { kind: 'session', poolId, originJti, expiresAt: inAnHour };
}

describe('a gateway that has started', () => {
  const isCurrent = async () => {
    const { body } = await callService(gateway.url, 'GET /health/ready');
    return (body as { checks: Record<string, boolean> }).checks.revocations;
  };

  it('reports its revocations as incomplete until user-service has sent all', async () => {
    expect(await isCurrent()).toBe(false);
    await tell([]);
    await tell([endOf(await issuer.userToken())]);
    expect(await isCurrent()).toBe(false);
    expect((await post({ revocations: [], isComplete: true })).status).toBe(200);
    expect(await isCurrent()).toBe(true);
  });

  it('rejects a batch that says it is incomplete', async () => {
    expect((await post({ revocations: [], isComplete: false })).status).toBe(400);
  });
});

describe('a session that has ended', () => {
  it('is refused at once, known or not, and no other is', async () => {
    const [known, other] = await Promise.all([issuer.userToken(), issuer.userToken()]);
    const again = await issuer.userToken([], {
      claims: { origin_jti: decodeJwt(known).origin_jti },
    });
    expect((await call(known)).status).toBe(200);
    expect((await tell([endOf(known)])).status).toBe(200);
    for (const token of [known, again]) {
      const answer = await call(token);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe(
        'Bearer realm="gatehouse", error="invalid_token"',
      );
    }
    expect((await call(other)).status).toBe(200);
  });

  it('takes its open streams along, and leaves those of others', async () => {
    const [ended, other] = await Promise.all([issuer.userToken(), issuer.userToken()]);
    const [endedStream, otherStream] = await Promise.all([open(ended), open(other)]);
    const broken = once(endedStream, 'error');
    await tell([endOf(ended)]);
    expect(await broken).toMatchObject([{ code: 'ECONNRESET' }]);
    expect(otherStream.destroyed).toBe(false);
    otherStream.destroy();
  });
});

describe('a request that is being answered as its session ends', () => {
  it('is answered if that takes but a moment', async () => {
    const token = await issuer.userToken();
    const headers = { authorization: `Bearer ${token}` };
    const answer = callService(gateway.url, 'GET /orders/slow', { headers });
    await waitUntil(() => slow.length > 0, { what: 'the upstream request' });
    await tell([endOf(token)]);
    slow.pop()?.end();
    expect((await answer).status).toBe(200);
  });

  it('is broken off otherwise', async () => {
    const token = await issuer.userToken();
    const headers = { authorization: `Bearer ${token}` };
    const answer = callService(gateway.url, 'GET /orders/slow', { headers });
    await waitUntil(() => slow.length > 0, { what: 'the upstream request' });
    await tell([endOf(token)]);
    await expect(answer).rejects.toThrow('fetch failed');
    slow.pop()?.end();
  });
});

describe('a user whose sessions have ended', () => {
  it('keeps what was issued later', async () => {
    const subject = '9d1c0f2e-1111-70ae-d2ee-991ad1a898c8';
    const now = Math.floor(Date.now() / 1000);
    const issued = (iat: number) =>
      issuer.userToken([], { claims: { sub: subject, username: subject, iat } });
    const [before, later] = await Promise.all([issued(now - 20), issued(now - 9)]);
    await tell([{ kind: 'user', poolId, subject, issuedUntil: now - 10, expiresAt: inAnHour }]);
    expect((await call(before)).status).toBe(401);
    expect((await call(later)).status).toBe(200);
  });
});

describe('a user whose earlier sessions have ended', () => {
  const subject = '9d1c0f2e-2222-70ae-d2ee-991ad1a898c8';
  const now = Math.floor(Date.now() / 1000);
  const signedIn = (claims: Record<string, unknown>) =>
    issuer.userToken([], {
      claims: { sub: subject, username: subject, origin_jti: randomUUID(), ...claims },
    });

  it('keeps sessions that began later; refreshed tokens of ended ones are rejected', async () => {
    const [ended, refreshed, later, unknown] = await Promise.all([
      signedIn({ auth_time: now - 600, iat: now - 600 }),
      signedIn({ auth_time: now - 600, iat: now }),
      signedIn({ auth_time: now - 599, iat: now - 599 }),
      signedIn({ auth_time: undefined }),
    ]);
    const stream = await open(ended);
    const broken = once(stream, 'error');
    expect((await call(later)).status).toBe(200);
    const entry = { kind: 'earlier_sessions', poolId, subject, startedUntil: now - 600 };
    expect((await tell([{ ...entry, expiresAt: inAnHour }])).status).toBe(200);
    expect(await broken).toMatchObject([{ code: 'ECONNRESET' }]);
    for (const token of [ended, refreshed, unknown]) expect((await call(token)).status).toBe(401);
    expect((await call(later)).status).toBe(200);
    expect((await call(await issuer.userToken())).status).toBe(200);
  });
});

describe('the management port', () => {
  it('says which gateway it is', async () => {
    const [first, second] = [await tell([]), await tell([])];
    expect(first.body).toEqual({ instance: expect.any(String) as string });
    expect(second.body).toEqual(first.body);
  });

  it.each([
    ['anyone without a token', async () => Promise.resolve('')],
    ['a user', () => issuer.userToken(['gateway/revoke'])],
    [
      'a machine that is not listed',
      () => machineToken(['gateway/revoke'], issuer.machineClientId),
    ],
  ])('refuses %s', async (_who, token) => {
    const victim = await issuer.userToken();
    expect((await tell([endOf(victim)], await token())).status).toBe(401);
    expect((await call(victim)).status).toBe(200);
  });

  it('refuses a listed machine without the scope', async () => {
    const victim = await issuer.userToken();
    expect((await tell([endOf(victim)], await machineToken([]))).status).toBe(403);
    expect((await call(victim)).status).toBe(200);
  });

  it.each([
    ['no list', undefined],
    ['a list of something else', [{ kind: 'pool', poolId, expiresAt: inAnHour }]],
    ['a session without a name', [{ kind: 'session', poolId, originJti: '', expiresAt: inAnHour }]],
    [
      'earlier sessions of no user',
      [{ kind: 'earlier_sessions', poolId, startedUntil: inAnHour, expiresAt: inAnHour }],
    ],
    ['more than it takes', Array.from({ length: 501 }, () => ({}))],
  ])('refuses %s and changes nothing', async (_name, revocations) => {
    expect((await tell(revocations)).status).toBe(400);
  });

  it('is not reached through the gateway', async () => {
    const answer = await callService(gateway.url, 'POST /revocations', {
      headers: { authorization: `Bearer ${allowed}` },
      body: { revocations: [] },
    });
    expect(answer.status).toBe(404);
  });
});

/** An answer that has begun and goes on. */
async function open(token: string): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${token}` };
  const request = get(`${gateway.url}/orders/stream`, { headers });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  await once(answer, 'data');
  return answer;
}
