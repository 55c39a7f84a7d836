import { loadConfig } from '@gatehouse/platform-core';
import {
  type FaultyJwks,
  faultyJwks,
  generateSigningKey,
  KeyServer,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { gatewayConfig } from '../config.js';
import { type RunningGateway, startGateway } from '../start-gateway.js';
import { gatewayEnvironment } from './attacked-gateway.js';
import { presentToken, refused } from './present-token.js';
import { RecordingUpstream } from './recording-upstream.js';

const resources = useResources();
const issuer = await resources.add(TestIssuer.start());
const elsewhere = await resources.open(() => resources.add(KeyServer.start([issuer.accessKey])));
const faults = await resources.open(async () => {
  const newKey = await generateSigningKey('RS256', 'a-key-that-came-later');
  return faultyJwks(issuer.accessKey, newKey, elsewhere.url);
});
/** One pool a fault, beside a pool that is well. */
const troubled = faults.map((fault, index) => ({ ...fault, issuer: `${issuer.issuer}x${index}` }));

let servers: KeyServer[];
let upstream: RecordingUpstream;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await resources.add(RecordingUpstream.start());
  servers = await Promise.all(troubled.map(playing));
  const { clientId, jwksUri } = issuer;
  const pools = troubled.map((pool, index) => ({
    issuer: pool.issuer,
    jwksUri: servers[index]?.url,
    clientIds: [clientId],
  }));
  const {
    COGNITO_ISSUER: _issuer,
    COGNITO_JWKS_URI: _jwksUri,
    COGNITO_CLIENT_IDS: _clientIds,
    ...environment
  } = gatewayEnvironment(issuer, upstream.url);
  const well = { issuer: issuer.issuer, jwksUri, clientIds: [clientId] };
  const settings = { ...environment, COGNITO_POOLS: JSON.stringify([...pools, well]) };
  gateway = await resources.add(startGateway(loadConfig(gatewayConfig, settings)));
});

afterEach(async () => {
  upstream.received.length = 0;
  expect((await presentToken(gateway.url, await issuer.userToken())).status).toBe(200);
  upstream.received.length = 0;
});

async function playing({ reaction }: FaultyJwks): Promise<KeyServer> {
  const server = await resources.add(KeyServer.start([]));
  server.respond = () => reaction;
  return server;
}

describe('503', () => {
  it.each(troubled.map((pool) => [pool.name, pool.issuer]))(
    'is the answer while the keys are %s, and other pools are served',
    async (_name, iss) => {
      const answer = await presentToken(
        gateway.url,
        await issuer.userToken([], { claims: { iss } }),
      );
      expect(answer).toMatchObject({
        status: 503,
        challenge: undefined,
        type: 'application/problem+json',
        body: { code: 'keys_unavailable' },
      });
      expect(upstream.received).toEqual([]);
    },
  );

  it('asks nobody the keys redirect to', async () => {
    const redirecting = troubled.filter(({ name }) => name.includes('redirect'));
    for (const { issuer: iss } of redirecting) {
      await presentToken(gateway.url, await issuer.userToken([], { claims: { iss } }));
    }
    expect(redirecting.length).toBeGreaterThan(2);
    expect(elsewhere.requests).toBe(0);
  });
});

describe('401', () => {
  it('is the answer to a flood of unknown key ids, which causes no fetch a request', async () => {
    await presentToken(gateway.url, await issuer.userToken());
    upstream.received.length = 0;
    const before = issuer.keyServer.requests;
    const [, payload, signature] = (await issuer.userToken()).split('.');
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, index) => {
        const header = JSON.stringify({ alg: 'RS256', kid: `unknown-${index}` });
        const token = `${Buffer.from(header).toString('base64url')}.${payload}.${signature}`;
        return presentToken(gateway.url, token);
      }),
    );
    for (const answer of answers) expect(answer).toEqual(refused);
    expect(issuer.keyServer.requests - before).toBeLessThanOrEqual(1);
    expect(upstream.received).toEqual([]);
  });
});

describe('200', () => {
  it('is still the answer when known keys can be had no more', async () => {
    await presentToken(gateway.url, await issuer.userToken());
    issuer.keyServer.respond = () => ({ status: 500, body: '' });
    expect((await presentToken(gateway.url, await issuer.userToken())).status).toBe(200);
    issuer.keyServer.respond = () => issuer.keyServer.published();
  });
});
