import { GetTokensFromRefreshTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { waitUntil } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { newCustomer, password } from './new-customer.js';
import { cognitoOf } from './pool-administration.js';
import { newSupporter, signInWithApp, type StaffMember } from './staff.js';
import { System } from './system.js';

const system = System.shared();

const me = async (token: string) => (await system.call('/users/me', { token })).status;
const refresh = async (token: string) =>
  (await system.call('/auth/refresh', { json: { refresh_token: token } })).status;
/** A session is over within a second: at once by the management port, a moment after the response through Valkey. */
const isOver = (token: string) =>
  waitUntil(async () => (await me(token)) === 401, {
    what: 'the end of the session at the gateway',
    withinMilliseconds: 1_000,
  });
const signOut = (token: string, json: object) => system.call('/account/sign-out', { token, json });

describe('signing out', () => {
  it('ends this session, its refreshed tokens too, and no other', async () => {
    const { email, tokens } = await newCustomer(system);
    const refreshed = await system.call<typeof tokens>('/auth/refresh', {
      json: { refresh_token: tokens.refresh_token },
    });
    const other = await system.signIn(email, password);
    const { access_token: token, refresh_token: newest } = refreshed.body;
    expect((await signOut(token, { refresh_token: newest })).status).toBe(204);
    await isOver(token);
    await isOver(tokens.access_token);
    expect(await refresh(newest)).toBe(401);
    expect(await me(other.access_token)).toBe(200);
    expect(await refresh(other.refresh_token)).toBe(200);
  });

  it('without a refresh token ends what comes of it as well', async () => {
    const { tokens } = await newCustomer(system);
    expect((await signOut(tokens.access_token, {})).status).toBe(204);
    const { AuthenticationResult } = await cognitoOf(system).send(
      new GetTokensFromRefreshTokenCommand({
        RefreshToken: tokens.refresh_token,
        ClientId: system.description.pool.clients['user-service'],
        ClientSecret: system.description.secrets['user-service'],
      }),
    );
    await isOver(AuthenticationResult?.AccessToken ?? '');
    expect(await refresh(AuthenticationResult?.RefreshToken ?? '')).toBe(401);
  });

  it('rejects a refresh token that is not of this session, which goes on', async () => {
    const { email, tokens } = await newCustomer(system);
    const [other, stranger] = [await system.signIn(email, password), await newCustomer(system)];
    const foreign = ['junk', other.refresh_token, stranger.tokens.refresh_token];
    for (const refreshToken of foreign) {
      const rejected = await signOut(tokens.access_token, { refresh_token: refreshToken });
      expect(rejected).toMatchObject({ status: 400, body: { code: 'invalid_refresh_token' } });
      expect(await me(tokens.access_token)).toBe(200);
    }
    for (const { access_token: token } of [other, stranger.tokens])
      expect(await me(token)).toBe(200);
    expect((await signOut(tokens.access_token, {})).status).toBe(204);
    await isOver(tokens.access_token);
  });

  it('ends what was signed out when many sessions were, and not a session that begins later', async () => {
    const { email } = await newCustomer(system);
    const ended = [];
    for (let count = 0; count < 12; count += 1) ended.push(await system.signIn(email, password));
    for (const { access_token: token } of ended) {
      const { status } = await signOut(token, {});
      // The ninth sign-out also ends sessions that began no later.
      expect([204, 401]).toContain(status);
    }
    const later = await system.signIn(email, password);
    for (const { access_token: token, refresh_token: refreshToken } of ended) {
      await isOver(token);
      const { body } = await system.call<typeof later>('/auth/refresh', {
        json: { refresh_token: refreshToken },
      });
      if (body.access_token) await isOver(body.access_token);
    }
    expect(await me(later.access_token)).toBe(200);
    expect(await refresh(later.refresh_token)).toBe(200);
  });

  it('everywhere ends all sessions; whoever signs in again is in', async () => {
    const { email, tokens } = await newCustomer(system);
    const other = await system.signIn(email, password);
    expect((await signOut(tokens.access_token, { everywhere: true })).status).toBe(204);
    const again = await system.signIn(email, password);
    for (const ended of [tokens, other]) {
      await isOver(ended.access_token);
      expect(await refresh(ended.refresh_token)).toBe(401);
    }
    expect(await me(again.access_token)).toBe(200);
  });

  it('is not for machines', async () => {
    const token = await system.machineToken('partner', 'orders/read');
    expect((await signOut(token, {})).status).toBe(403);
  });
});

describe('support', () => {
  let supporter: StaffMember;
  beforeAll(async () => {
    supporter = await newSupporter(system);
  });

  it('disables a user, who is out within a second, and lets them in again', async () => {
    const { email, userId, tokens } = await newCustomer(system);
    const { access_token: support } = supporter.tokens;
    const manage = (action: string, token = support) =>
      system.call(`/users/${userId}/${action}`, { method: 'POST', token });

    expect((await manage('disable', tokens.access_token)).status).toBe(403);
    expect((await manage('disable')).status).toBe(204);
    await isOver(tokens.access_token);
    expect(await refresh(tokens.refresh_token)).toBe(401);
    const refused = await system.call('/auth/token', { json: { username: email, password } });
    expect(refused.status).toBe(401);

    expect((await manage('enable')).status).toBe(204);
    await isOver(tokens.access_token);
    expect(await me((await system.signIn(email, password)).access_token)).toBe(200);
  });

  it('cannot disable itself, and goes on working', async () => {
    const { access_token: token } = supporter.tokens;
    const path = `/users/${String(decodeJwt(token).sub)}/disable`;
    const refused = await system.call(path, { method: 'POST', token });
    expect(refused).toMatchObject({ status: 403, body: { code: 'insufficient_rank' } });
    expect(await me(token)).toBe(200);
    expect(await me((await signInWithApp(system, supporter, 1)).access_token)).toBe(200);
  });

  it('knows no user who is not there', async () => {
    const { access_token: token } = supporter.tokens;
    const path = '/users/00000000-0000-4000-8000-000000000000/disable';
    expect((await system.call(path, { method: 'POST', token })).status).toBe(404);
  });
});
