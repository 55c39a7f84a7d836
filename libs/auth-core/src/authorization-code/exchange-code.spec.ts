import { type FakeReaction, FakeServer, useResources } from '@gatehouse/test-kit';
import { exchangeCode } from './exchange-code.js';

const granted = { access_token: 'a.b.c', id_token: 'd.e.f', token_type: 'Bearer', expires_in: 300 };
const proof = { code: 'the code', redirectUri: 'https://app.example/?a=1', codeVerifier: 'verify' };

describe('exchangeCode', () => {
  const resources = useResources();
  let cognito: FakeServer;

  beforeEach(async () => {
    cognito = await resources.add(FakeServer.start(() => ({ body: granted })));
  });

  const exchange = (timeoutMilliseconds?: number) =>
    exchangeCode(
      {
        tokenUrl: `${cognito.url}/oauth2/token`,
        clientId: 'account',
        clientSecret: 'open:sesame',
        timeoutMilliseconds,
      },
      proof,
    );

  it('returns the tokens for the code, the verifier and the secret', async () => {
    expect(await exchange()).toEqual({
      accessToken: 'a.b.c',
      idToken: 'd.e.f',
      lifetimeSeconds: 300,
    });
    expect(cognito.requests).toHaveLength(1);
    const [{ method, path, headers, body }] = cognito.requests as [FakeServer['requests'][number]];
    expect([method, path]).toEqual(['POST', '/oauth2/token']);
    expect(headers.authorization).toBe(`Basic ${btoa('account:open%3Asesame')}`);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: 'authorization_code',
      code: 'the code',
      redirect_uri: 'https://app.example/?a=1',
      code_verifier: 'verify',
    });
  });

  it('returns no ID token where the sign-in did not request openid', async () => {
    cognito.respond = () => ({ body: { ...granted, id_token: undefined } });
    expect(await exchange()).toEqual({ accessToken: 'a.b.c', lifetimeSeconds: 300 });
  });

  const failed = (error: string): FakeReaction => ({ status: 400, body: { error } });
  const but = (changes: object): FakeReaction => ({ body: { ...granted, ...changes } });

  it.each<[string, string, FakeReaction]>([
    ['invalid_grant', 'a code that does not work', failed('invalid_grant')],
    ['invalid_client', 'a wrong secret', failed('invalid_client')],
    ['invalid_client', 'status 401', { status: 401 }],
    ['unauthorized_client', 'a client without the grant', failed('unauthorized_client')],
    ['invalid_request', 'a wrong address', { status: 404, body: 'not here' }],
    ['throttled', 'status 429', { status: 429 }],
    ['server_error', 'status 500', { status: 500, body: '<html>' }],
    ['unreachable', 'a connection that breaks', 'drop'],
    ['bad_answer', 'a redirect', { status: 302, headers: { location: 'https://thief.example' } }],
    ['bad_answer', 'a response that is not JSON', { body: '<html>' }],
    ['bad_answer', 'a response without a token', but({ access_token: undefined })],
    ['bad_answer', 'a token of another type', but({ token_type: 'mac' })],
    ['bad_answer', 'a token that has expired', but({ expires_in: 0 })],
    ['bad_answer', 'an ID token that is not a text', but({ id_token: 7 })],
    ['bad_answer', 'a response of more than 64 KiB', but({ padding: 'x'.repeat(70_000) })],
  ])('throws %s for %s, and shows no secret', async (reason, _name, reaction) => {
    cognito.respond = () => reaction;
    await expect(exchange()).rejects.toMatchObject({
      name: 'TokenUnavailableError',
      reason,
      message: expect.not.stringMatching(/sesame|the code|verify|a\.b\.c/) as string,
    });
  });

  it('throws timeout when there is no response in time', async () => {
    cognito.respond = () => 'hang';
    await expect(exchange(50)).rejects.toMatchObject({ reason: 'timeout' });
  });
});
