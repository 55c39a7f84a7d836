import { FakeClock, type FakeReaction, FakeServer, useResources } from '@gatehouse/test-kit';
import type { ClientSecretValues } from './client-secrets.js';
import type { Scopes } from './scope-set.js';
import { ClientCredentialsTokenSource } from './token-source.js';

const scopes: Scopes = ['users/read'];
const granted = { access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 };

describe('ClientCredentialsTokenSource', () => {
  const resources = useResources();
  let cognito: FakeServer;
  let clock: FakeClock;

  beforeEach(async () => {
    clock = new FakeClock();
    cognito = await resources.add(FakeServer.start(() => ({ body: granted })));
  });

  const limits = { requestsPerSecond: 150, answerBytes: 1_000, failingWaitMilliseconds: 20_000 };
  const create = (clientSecrets: ClientSecretValues = ['sesame'], changes = {}) =>
    new ClientCredentialsTokenSource({
      tokenUrl: `${cognito.url}/oauth2/token`,
      clientId: 'machine',
      clientSecrets,
      limits: { ...limits, ...changes },
      clock,
    });
  const byOperation = () =>
    new ClientCredentialsTokenSource({
      getClientTokenUrl: `${cognito.url}/`,
      clientId: 'machine',
      clientSecrets: ['sesame'],
      limits,
      clock,
    });

  describe('at the token endpoint', () => {
    it.each<[string, FakeReaction]>([
      ['invalid_client', { status: 400, body: { error: 'invalid_client' } }],
      ['invalid_client', { status: 401 }],
      ['invalid_scope', { status: 400, body: { error: 'invalid_scope' } }],
      ['invalid_scope', { status: 400, body: { error: 'invalid_grant' } }],
      ['unauthorized_client', { status: 400, body: { error: 'unauthorized_client' } }],
      ['invalid_request', { status: 400, body: { error: 'what' } }],
      ['throttled', { status: 429 }],
      ['server_error', { status: 503, body: '<html>' }],
      ['unreachable', 'drop'],
      ['bad_answer', { status: 302, headers: { location: '/elsewhere' } }],
      ['bad_answer', { body: '<html>' }],
      ['bad_answer', { body: [] }],
      ['bad_answer', { body: { ...granted, access_token: '' } }],
      ['bad_answer', { body: { ...granted, access_token: 'two words' } }],
      ['bad_answer', { body: { ...granted, access_token: 'x\r\ny' } }],
      ['bad_answer', { body: { ...granted, token_type: 'mac' } }],
      ['bad_answer', { body: { ...granted, token_type: undefined } }],
      ['bad_answer', { body: { ...granted, expires_in: '3600' } }],
      ['bad_answer', { body: { ...granted, expires_in: 0 } }],
      ['bad_answer', { body: { ...granted, expires_in: 86_401 } }],
      ['bad_answer', { body: { ...granted, scope: 'users/write' } }],
      ['bad_answer', { body: { ...granted, scope: null } }],
      ['bad_answer', { body: { ...granted, padding: 'x'.repeat(1_000) } }],
    ])('says %s when it answers %j, and gets a token later', async (reason, reaction) => {
      cognito.respond = () => reaction;
      const source = create();
      await expect(source.token(scopes)).rejects.toMatchObject({
        name: 'TokenUnavailableError',
        code: 'token_unavailable',
        reason,
        message: expect.not.stringMatching(/sesame|token-1/) as string,
      });
      expect(cognito.requests).toHaveLength(1);
      clock.advanceSeconds(1);
      cognito.respond = () => ({ body: { ...granted, scope: 'users/read more' } });
      expect(await source.token(scopes)).toBe('token-1');
    });

    it('says timeout when it does not answer in time', async () => {
      cognito.respond = () => 'hang';
      const source = create(['sesame'], { requestTimeoutMilliseconds: 50 });
      await expect(source.token(scopes)).rejects.toMatchObject({ reason: 'timeout' });
    });

    it.each(['120', 'date'])('asks no sooner than Retry-After says: %s', async (form) => {
      const date = new Date(clock.nowMilliseconds() + 120_999).toUTCString();
      const headers = { 'retry-after': form === 'date' ? date : form };
      cognito.respond = () => ({ status: 429, headers });
      const source = create();
      await expect(source.token(scopes)).rejects.toMatchObject({ reason: 'throttled' });
      cognito.respond = () => ({ body: granted });
      clock.advanceSeconds(119);
      await expect(source.token(scopes)).rejects.toMatchObject({ reason: 'throttled' });
      clock.advanceSeconds(2);
      expect(await source.token(scopes)).toBe('token-1');
    });

    it('asks again, and says to wait no longer, once its clock is set back', async () => {
      cognito.respond = () => ({ status: 503 });
      const source = create();
      await expect(source.token(scopes)).rejects.toMatchObject({ reason: 'server_error' });
      clock.advanceSeconds(-3600);
      await expect(source.token(scopes)).rejects.toMatchObject({ reason: 'server_error' });
      expect(cognito.requests).toHaveLength(2);
      await expect(source.token(scopes)).rejects.toMatchObject({ retryAfterSeconds: 1 });
      expect(cognito.requests).toHaveLength(2);
    });

    it('grants other scopes while one is refused, and none while Cognito is away', async () => {
      const source = create();
      cognito.respond = ({ body }) =>
        body.includes('users')
          ? { status: 400, body: { error: 'invalid_scope' } }
          : { body: granted };
      await expect(source.token(scopes)).rejects.toMatchObject({ reason: 'invalid_scope' });
      expect(await source.token(['orders/read'])).toBe('token-1');
      cognito.respond = () => 'drop';
      await expect(source.token(['a'])).rejects.toMatchObject({ reason: 'unreachable' });
      const asked = cognito.requests.length;
      await expect(source.token(['b'])).rejects.toMatchObject({ reason: 'unreachable' });
      expect(cognito.requests).toHaveLength(asked);
    });
  });

  describe('by GetClientToken', () => {
    const result = { AccessToken: 'token-1', TokenType: 'Bearer', ExpiresIn: 3600 };

    it('gets a token in the JSON protocol, unsigned', async () => {
      cognito.respond = () => ({ body: { ClientAuthenticationResult: result } });
      expect(await byOperation().token(['b', 'a'])).toBe('token-1');
      const [request] = cognito.requests;
      expect(request).toMatchObject({
        method: 'POST',
        path: '/',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AWSCognitoIdentityProviderService.GetClientToken',
        },
      });
      expect(request?.headers).not.toHaveProperty('authorization');
      expect(JSON.parse(request?.body ?? '')).toEqual({
        ClientId: 'machine',
        Secret: 'sesame',
        Scopes: ['a', 'b'],
      });
    });

    it.each<[string, FakeReaction]>([
      ['invalid_client', { status: 400, body: { __type: 'NotAuthorizedException' } }],
      ['invalid_client', { status: 400, body: { __type: 'ns#ResourceNotFoundException' } }],
      ['invalid_request', { status: 400, body: { __type: 'InvalidParameterException' } }],
      ['throttled', { status: 400, body: { __type: 'TooManyRequestsException' } }],
      ['server_error', { status: 500, body: { __type: 'InternalErrorException' } }],
      ['bad_answer', { body: {} }],
      ['bad_answer', { body: { ClientAuthenticationResult: { ...result, TokenType: 'mac' } } }],
    ])('says %s when it answers %j', async (reason, reaction) => {
      cognito.respond = () => reaction;
      await expect(byOperation().token(scopes)).rejects.toMatchObject({ reason });
    });
  });

  describe('with two secrets', () => {
    let accepted: Set<string>;
    let issued: number;
    beforeEach(() => {
      issued = 0;
      accepted = new Set(['old', 'new']);
      cognito.respond = ({ headers }) =>
        accepted.has(secretIn(headers.authorization))
          ? { body: { ...granted, access_token: `token-${(issued += 1)}`, expires_in: 300 } }
          : { status: 400, body: { error: 'invalid_client' } };
    });
    const tried = () => cognito.requests.map(({ headers }) => secretIn(headers.authorization));

    it('tries them in order and keeps to the one that works', async () => {
      accepted = new Set(['new']);
      const source = create(['old', 'new']);
      await source.token(['a']);
      await source.token(['b']);
      expect(tried()).toEqual(['old', 'new', 'new']);
    });

    it('says clearly that both are rejected', async () => {
      accepted = new Set();
      const asking = create(['old', 'new']).token(scopes);
      await expect(asking).rejects.toMatchObject({
        reason: 'invalid_client',
        detail: 'both client secrets were rejected',
      });
      expect(tried()).toEqual(['old', 'new']);
    });

    it('tries the second for no other fault than a rejected secret', async () => {
      cognito.respond = () => ({ status: 400, body: { error: 'invalid_scope' } });
      await expect(create(['old', 'new']).token(scopes)).rejects.toMatchObject({
        reason: 'invalid_scope',
      });
      expect(cognito.requests).toHaveLength(1);
    });

    it('loses no call when the old one is removed while calls run', async () => {
      const source = create(['old', 'new']);
      const sets: Scopes[] = [['a'], ['b'], ['c']];
      for (let step = 0; step < 300; step += 1) {
        if (step === 100) accepted = new Set(['new']);
        const calls = Array.from({ length: 30 }, (_, index) => source.token(sets[index % 3]!));
        for (const token of await Promise.all(calls)) expect(token).toMatch(/^token-\d+$/);
        clock.advanceSeconds(5);
        await new Promise(setImmediate);
      }
      const afterwards = tried().slice(tried().indexOf('new'));
      expect(afterwards.length).toBeGreaterThan(6);
      expect(afterwards.filter((secret) => secret === 'old').length).toBeLessThanOrEqual(2);
    });
  });

  it.each([[[]], [['']], [['a', 'b', 'c']], [['a', '']]])('refuses the secrets %j', (secrets) => {
    expect(() => create(secrets as readonly string[] as ClientSecretValues)).toThrow(TypeError);
  });
});

function secretIn(authorization = ''): string {
  const pair = Buffer.from(authorization.slice('Basic '.length), 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}
