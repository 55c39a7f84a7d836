import { createHmac } from 'node:crypto';
import { createLogger, loadConfig } from '@gatehouse/platform-core';
import {
  type Answer,
  callService,
  FakeServer,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { gatewayConfig } from './config.js';
import { type RunningGateway, startGateway } from './start-gateway.js';
import { upstreamSettings } from './testing/upstream-settings.js';

const key = 'a key that all apps of this test share';
const poolId = 'eu-west-1_TestPool1';
const managementClientId = 'usersmachine00000000000000';

const resources = useResources();
let issuer: TestIssuer;
let upstream: FakeServer;
let gateway: RunningGateway;
const output: string[] = [];

beforeAll(async () => {
  [issuer, upstream] = await Promise.all([
    resources.add(TestIssuer.start()),
    resources.add(
      FakeServer.start(({ path }) => ({ status: path === '/orders/forbidden' ? 403 : 401 })),
    ),
  ]);
  const environment = {
    NODE_ENV: 'test',
    PORT: '0',
    MANAGEMENT_PORT: '0',
    MANAGEMENT_CLIENT_IDS: managementClientId,
    SECURITY_LOG_KEY: key,
    COGNITO_ISSUER: issuer.issuer,
    COGNITO_JWKS_URI: issuer.jwksUri,
    COGNITO_CLIENT_IDS: `${issuer.clientId},${issuer.machineClientId}`,
    ...upstreamSettings(upstream.url),
  };
  // The default level, as a deployment has it that sets none.
  const config = loadConfig(gatewayConfig, environment);
  const logger = createLogger('gateway', config.LOG_LEVEL, { write: (line) => output.push(line) });
  gateway = await resources.add(startGateway(config, logger));
});
beforeEach(() => (output.length = 0));

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const hashOf = (subject: string) =>
  createHmac('sha256', key)
    .update(JSON.stringify(['gatehouse security event', 'subject', poolId, subject]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
/** A token whose claims say a lot and are not verified. */
const expired = () =>
  issuer.userToken(['orders/read'], { claims: { sub: 'unverified-sub', exp: 1_700_000_000 } });
const machine = (scopes: string[], clientId: string) =>
  issuer.machineToken(scopes, { claims: { sub: clientId, client_id: clientId } });

interface Case {
  readonly status: number;
  readonly reason: string;
  readonly actor?: string;
  readonly call: () => Promise<Answer>;
}
const forged = { 'x-forwarded-for': '198.51.100.7', forwarded: 'for=198.51.100.7' };
const atGateway = (route: string, headers: Record<string, string> = {}) =>
  callService(gateway.url, route, { headers: { ...forged, ...headers } });
const atManagement = (headers: Record<string, string> = {}) =>
  callService(gateway.managementUrl!, 'POST /revocations', {
    headers: { ...forged, ...headers },
    body: { revocations: [] },
  });

const cases: Record<string, Case> = {
  'a call without a token': {
    status: 401,
    reason: 'missing_token',
    call: () => atGateway('GET /orders'),
  },
  'an expired token': {
    status: 401,
    reason: 'expired',
    call: async () => atGateway('GET /orders', bearer(await expired())),
  },
  'a token that nobody signed': {
    status: 401,
    reason: 'signature',
    call: async () =>
      atGateway('GET /orders', bearer(`${(await issuer.userToken()).slice(0, -6)}AAAAAA`)),
  },
  "a machine on a user's route": {
    status: 403,
    reason: 'wrong_principal_kind',
    actor: 'testmachine000000000000000',
    call: async () =>
      atGateway(
        'POST /account/sign-out',
        bearer(await machine(['orders/read'], issuer.machineClientId)),
      ),
  },
  'a call without a token at the management port': {
    status: 401,
    reason: 'missing_token',
    call: () => atManagement(),
  },
  'a client that is not listed at the management port': {
    status: 401,
    reason: 'client',
    call: async () =>
      atManagement(bearer(await machine(['gateway/revoke'], issuer.machineClientId))),
  },
  'a listed machine without the scope at the management port': {
    status: 403,
    reason: 'insufficient_scope',
    actor: managementClientId,
    call: async () => atManagement(bearer(await machine(['orders/read'], managementClientId))),
  },
};

const events = () =>
  output
    .map((text) => JSON.parse(text) as Record<string, unknown>)
    .filter(({ event, msg }) => event !== undefined && msg !== 'refused');

describe('a rejected request', () => {
  it.each(Object.keys(cases))('is one event at the default level: %s', async (name) => {
    const { status, reason, actor, call } = cases[name]!;
    const answer = await call();
    expect(answer.status).toBe(status);
    expect(events()).toHaveLength(1);
    expect(events()[0]).toMatchObject({
      level: 'info',
      event: 'request.rejected',
      outcome: 'failure',
      reason,
      status,
      clientAddress: '127.0.0.1',
      requestId: answer.headers.get('x-request-id'),
    });
    expect(events()[0]?.actor).toBe(actor === undefined ? undefined : hashOf(actor));
  });

  it('names nobody and repeats no claim of a token that was not verified', async () => {
    const token = await expired();
    await atGateway('GET /orders', bearer(token));
    const text = output.join('');
    expect(events()).toHaveLength(1);
    const { username, jti, origin_jti: session } = decodeJwt(token) as Record<string, string>;
    for (const claim of [
      'unverified-sub',
      username!,
      jti!,
      session!,
      token,
      hashOf('unverified-sub'),
    ]) {
      expect(claim.length).toBeGreaterThan(6);
      expect(text).not.toContain(claim);
    }
    expect(text).not.toContain(key);
  });

  it.each(['/orders/forbidden', '/orders'])(
    'is no event of the gateway when a service rejected it: %s',
    async (path) => {
      const answer = await atGateway(`GET ${path}`, bearer(await issuer.userToken()));
      expect([401, 403]).toContain(answer.status);
      expect(events()).toEqual([]);
      expect(output.join('')).toContain(`"status":${answer.status}`);
    },
  );
});
