import { decodeJwt } from 'jose';
import { newCustomer, password } from './new-customer.js';
import { System } from './system.js';

const system = System.shared();

const me = async (token: string) => (await system.call('/users/me', { token })).status;
const refresh = async (token: string) =>
  (await system.call('/auth/refresh', { json: { refresh_token: token } })).status;
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
    expect(await me(token)).toBe(401);
    expect(await me(tokens.access_token)).toBe(401);
    expect(await refresh(newest)).toBe(401);
    expect(await me(other.access_token)).toBe(200);
    expect(await refresh(other.refresh_token)).toBe(200);
  });

  it('without a refresh token ends what comes of it as well', async () => {
    const { tokens } = await newCustomer(system);
    expect((await signOut(tokens.access_token, {})).status).toBe(204);
    const { status, body } = await system.call<typeof tokens>('/auth/refresh', {
      json: { refresh_token: tokens.refresh_token },
    });
    expect(status).toBe(200);
    expect(await me(body.access_token)).toBe(401);
  });

  it('everywhere ends all sessions; whoever signs in again is in', async () => {
    const { email, tokens } = await newCustomer(system);
    const other = await system.signIn(email, password);
    expect((await signOut(tokens.access_token, { everywhere: true })).status).toBe(204);
    const again = await system.signIn(email, password);
    for (const ended of [tokens, other]) {
      expect(await me(ended.access_token)).toBe(401);
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
  it('disables a user, who is out at once, and lets them in again', async () => {
    const { email, userId, tokens } = await newCustomer(system);
    const { access_token: support } = await system.signInAs('support');
    const manage = (action: string, token = support) =>
      system.call(`/users/${userId}/${action}`, { method: 'POST', token });

    expect((await manage('disable', tokens.access_token)).status).toBe(403);
    expect((await manage('disable')).status).toBe(204);
    expect(await me(tokens.access_token)).toBe(401);
    expect(await refresh(tokens.refresh_token)).toBe(401);
    const refused = await system.call('/auth/token', { json: { username: email, password } });
    expect(refused.status).toBe(401);

    expect((await manage('enable')).status).toBe(204);
    expect(await me(tokens.access_token)).toBe(401);
    expect(await me((await system.signIn(email, password)).access_token)).toBe(200);
  });

  it('cannot disable itself, and goes on working', async () => {
    const { access_token: token } = await system.signInAs('support');
    const path = `/users/${String(decodeJwt(token).sub)}/disable`;
    const refused = await system.call(path, { method: 'POST', token });
    expect(refused).toMatchObject({ status: 403, body: { code: 'insufficient_rank' } });
    expect(await me(token)).toBe(200);
    expect(await me((await system.signInAs('support')).access_token)).toBe(200);
  });

  it('knows no user who is not there', async () => {
    const { access_token: token } = await system.signInAs('support');
    const path = '/users/00000000-0000-4000-8000-000000000000/disable';
    expect((await system.call(path, { method: 'POST', token })).status).toBe(404);
  });
});
