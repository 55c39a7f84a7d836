import { useResources } from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { SignOutFixture } from '../testing/sign-out-fixture.js';
import { testClient } from '../testing/test-config.js';

const poolId = 'eu-west-1_TestPool1';
const day = 86_400;
const nowSeconds = () => Math.floor(Date.now() / 1000);

describe('a sign-out with a refresh token', () => {
  const resources = useResources();
  let fixture: SignOutFixture;

  beforeAll(async () => {
    fixture = await resources.add(SignOutFixture.start(process.env));
  });
  beforeEach(() => fixture.reset());

  it('ends this session at Cognito, and at the gateway for as long as it could be refreshed', async () => {
    const [sub, originJti] = [randomUUID(), randomUUID()];
    const refreshToken = fixture.refreshToken(sub, originJti);
    const authTime = nowSeconds() - 60;
    const token = await fixture.user(sub, { origin_jti: originJti, auth_time: authTime });
    expect((await fixture.signOut(token, { refresh_token: refreshToken })).status).toBe(204);
    const client = { ClientId: testClient.id, ClientSecret: testClient.secret };
    expect(fixture.cognitoRequests).toEqual([
      ['GetTokensFromRefreshToken', { RefreshToken: refreshToken, ...client }],
      ['RevokeToken', { Token: `${refreshToken}-rotated`, ...client }],
      ['RevokeToken', { Token: refreshToken, ...client }],
    ]);
    const ended = fixture.revocationOf({ originJti });
    expect(ended).toMatchObject({ kind: 'session', poolId, subject: sub, startedAt: authTime });
    expect(Number(ended?.expiresAt) - nowSeconds()).toBeGreaterThan(30 * day);
    expect(fixture.servers.management.requests[0]?.headers.authorization).toBe('Bearer a.b.c');
  });

  it("names the client a token is of, with this service's secret for its own alone", async () => {
    const [sub, originJti] = [randomUUID(), randomUUID()];
    const refreshToken = fixture.refreshToken(sub, originJti, { client_id: 'web' });
    const token = await fixture.user(sub, { origin_jti: originJti, client_id: 'web' });
    expect((await fixture.signOut(token, { refresh_token: refreshToken })).status).toBe(204);
    expect(fixture.cognitoRequests).toEqual([
      ['GetTokensFromRefreshToken', { RefreshToken: refreshToken, ClientId: 'web' }],
      ['RevokeToken', { Token: `${refreshToken}-rotated`, ClientId: 'web' }],
      ['RevokeToken', { Token: refreshToken, ClientId: 'web' }],
    ]);
  });

  it('ends the session also when Cognito says that its refresh tokens are revoked already', async () => {
    fixture.exceptions = { RevokeToken: 'UnauthorizedException' };
    const [sub, originJti] = [randomUUID(), randomUUID()];
    const body = { refresh_token: fixture.refreshToken(sub, originJti) };
    expect(
      (await fixture.signOut(await fixture.user(sub, { origin_jti: originJti }), body)).status,
    ).toBe(204);
    expect(fixture.revocationOf({ originJti })).toMatchObject({ kind: 'session' });
  });

  it.each<[string, (sub: string, originJti: string) => string]>([
    ['junk', () => 'junk'],
    ['of another session of the user', (sub) => fixture.refreshToken(sub, randomUUID())],
    ['of another user', (_sub, originJti) => fixture.refreshToken(randomUUID(), originJti)],
    [
      'of another client',
      (sub, originJti) => fixture.refreshToken(sub, originJti, { client_id: 'web' }),
    ],
    [
      'of another pool',
      (sub, originJti) =>
        fixture.refreshToken(sub, originJti, { iss: 'https://cognito.test/eu-west-1_TestPool2' }),
    ],
    [
      'of a client whose tokens name no session',
      (sub, originJti) => fixture.refreshToken(sub, originJti, { origin_jti: undefined }),
    ],
  ])('400: rejects a refresh token %s, and ends nothing', async (_name, refreshToken) => {
    const [sub, originJti] = [randomUUID(), randomUUID()];
    const body = { refresh_token: refreshToken(sub, originJti) };
    const token = await fixture.user(sub, { origin_jti: originJti });
    expect(await fixture.signOut(token, body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_refresh_token' },
    });
    expect(fixture.cognitoRequests.map(([operation]) => operation)).toEqual([
      'GetTokensFromRefreshToken',
    ]);
    expect(fixture.revocationOf({ subject: sub })).toBeUndefined();
    expect((await fixture.signOut(token)).status).toBe(204);
    const ended = fixture.revocationOf({ originJti });
    expect(Number(ended?.expiresAt) - nowSeconds()).toBeGreaterThan(30 * day);
  });

  it.each([
    'InvalidParameterException',
    'PasswordResetRequiredException',
    'RefreshTokenReuseException',
    'ResourceNotFoundException',
    'UserLambdaValidationException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ])('400: rejects a refresh token for which Cognito returns %s', async (exception) => {
    fixture.exceptions = { GetTokensFromRefreshToken: exception };
    const sub = randomUUID();
    const answer = await fixture.signOut(await fixture.user(sub), { refresh_token: 'unusable' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_refresh_token' } });
    expect(fixture.revocationOf({ subject: sub })).toBeUndefined();
  });

  it('400: rejects a refresh token of a session that its tokens do not name, without using it', async () => {
    const sub = randomUUID();
    const token = await fixture.user(sub, { origin_jti: undefined });
    const body = { refresh_token: fixture.refreshToken(sub, 'unknown', { origin_jti: undefined }) };
    expect((await fixture.signOut(token, body)).status).toBe(400);
    expect(fixture.cognitoRequests).toEqual([]);
    expect(fixture.revocationOf({ subject: sub })).toBeUndefined();
  });

  it('returns 204 to both of two sign-outs with one refresh token, of which one comes too late', async () => {
    const [sub, originJti] = [randomUUID(), randomUUID()];
    const refreshToken = fixture.refreshToken(sub, originJti);
    const token = await fixture.user(sub, { origin_jti: originJti });
    expect((await fixture.signOut(token, { refresh_token: refreshToken })).status).toBe(204);
    fixture.endAtCognito(refreshToken);
    expect((await fixture.signOut(token, { refresh_token: refreshToken })).status).toBe(204);
  });

  it('503: reports that Cognito could not revoke the refresh token, and ends the session at the gateway', async () => {
    fixture.exceptions = { RevokeToken: 'InternalErrorException' };
    const [sub, originJti] = [randomUUID(), randomUUID()];
    const body = { refresh_token: fixture.refreshToken(sub, originJti) };
    const answer = await fixture.signOut(await fixture.user(sub, { origin_jti: originJti }), body);
    expect(answer).toMatchObject({
      status: 503,
      body: { code: 'identity_provider_unavailable' },
    });
    expect(fixture.revocationOf({ originJti })).toMatchObject({ kind: 'session' });
  });
});
