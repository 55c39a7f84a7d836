import {
  InitiateAuthCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';
import type { LoggedRequest } from './request-log.js';

describe('/_emulator/requests', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeEach(async () => {
    started = await resources.add(startFixture());
  });

  const read = async (query = ''): Promise<readonly LoggedRequest[]> => {
    const answer = await fetch(`${started.emulator.url}/_emulator/requests?${query}`);
    expect(answer.status).toBe(200);
    return (await answer.json()) as LoggedRequest[];
  };
  const listPools = () => started.sdk.send(new ListUserPoolsCommand({ MaxResults: 1 }));
  const at = (path: string, init?: RequestInit) => fetch(`${started.emulator.url}${path}`, init);

  it('lists operations and endpoints with their outcome, oldest first', async () => {
    const { $metadata } = await listPools();
    const signIn = new InitiateAuthCommand({
      ClientId: started.client('web').id,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'nobody@example.com', PASSWORD: goodPassword },
    });
    await started.sdk.send(signIn).catch(() => undefined);
    await at('/oauth2/token', { method: 'POST' });
    await at(`/${started.pool.id}/.well-known/jwks.json`);
    await at('/no/such/path');
    const found = await read();
    expect(found.map(({ name, outcome, status }) => [name, outcome, status])).toEqual([
      ['ListUserPools', 'ok', 200],
      ['InitiateAuth', 'NotAuthorizedException', 400],
      ['POST /oauth2/token', 'invalid_request', 400],
      ['GET /:poolId/.well-known/jwks.json', 'ok', 200],
      ['GET (no such path or method)', 'HTTP 404', 404],
    ]);
    expect(found.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(found[0]?.requestId).toBe($metadata.requestId);
  });

  it('leaves out what isn’t a request to Cognito', async () => {
    for (const path of ['/health', '/_emulator', '/_emulator/pools', '/_emulator/nothing'])
      await at(path);
    await at('/', { method: 'OPTIONS' });
    await at('/favicon.ico');
    expect(await read()).toEqual([]);
  });

  it('holds nothing that a client sent', async () => {
    const secret = 'S3cret-Thing';
    const target = `AWSCognitoIdentityProviderService.${secret.replace('-', '')}`;
    const type = { 'content-type': 'application/x-amz-json-1.1' };
    await at('/', { method: 'POST', headers: { ...type, 'x-amz-target': target }, body: '{}' });
    await at(`/${secret}?code=${secret}`);
    await at(`/${secret}/.well-known/jwks.json`);
    await at(`/oauth2/authorize?client_id=${secret}&redirect_uri=${secret}&state=${secret}`);
    await at('/oauth2/userInfo', { headers: { authorization: `Bearer ${secret}` } });
    await at('/', { method: secret.toUpperCase() }).catch(() => undefined);
    const found = await read();
    expect(found.length).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(found)).not.toMatch(/S3cret/i);
  });

  it('says which connections were dropped', async () => {
    started.emulator.services.faults.set({ dark: 'drop' });
    await at('/oauth2/token', { method: 'POST' }).catch(() => undefined);
    expect(await read('limit=1')).toMatchObject([{ outcome: 'dropped', status: null }]);
  });

  it('keeps the last 200', async () => {
    for (let n = 0; n < 205; n += 1) await at('/no/such/path');
    const found = await read();
    expect(found).toHaveLength(200);
    expect(found[0]?.number).toBe(6);
    expect(await read('after=203')).toHaveLength(2);
    expect(await read('after=100&limit=3')).toMatchObject([{ number: 203 }, {}, {}]);
  });

  it('waits for one', async () => {
    const waiting = read('waitSeconds=20');
    await listPools();
    expect(await waiting).toMatchObject([{ name: 'ListUserPools' }]);
    expect(await read('after=1&waitSeconds=0.05')).toEqual([]);
  });
});
