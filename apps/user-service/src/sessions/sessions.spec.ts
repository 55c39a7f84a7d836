import type { Sessions } from '@gatehouse/contracts';
import { type Answer, useResources } from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { testClient } from '../testing/test-config.js';
import { type TestUser, UserServiceFixture } from '../testing/user-service-fixture.js';

describe('/account/sessions', () => {
  const resources = useResources();
  let fixture: UserServiceFixture;
  let user: TestUser;

  beforeAll(async () => {
    fixture = await resources.add(UserServiceFixture.start(process.env));
  });
  beforeEach(() => {
    fixture.reset();
    user = fixture.newUser();
  });

  const now = () => Math.floor(Date.now() / 1000);
  /** Another session of the same user. */
  const otherSession = () => ({ ...user, originJti: randomUUID() });

  async function authenticationResult({ sub, originJti }: TestUser) {
    const claims = { sub, origin_jti: originJti, client_id: testClient.id, auth_time: now() };
    const AccessToken = await fixture.servers.issuer.userToken([], { claims });
    const tokens = { AccessToken, IdToken: 'i', RefreshToken: `r-${originJti}` };
    return { body: { AuthenticationResult: { ...tokens, ExpiresIn: 3600, TokenType: 'Bearer' } } };
  }

  async function signIn(session: TestUser, agent = 'Firefox on Linux'): Promise<void> {
    fixture.answers.InitiateAuth = await authenticationResult(session);
    const body = { username: 'ada@example.com', password: 'Correct-horse-9' };
    const headers = { 'user-agent': agent };
    expect((await fixture.call('POST /auth/token', { headers, body })).status).toBe(200);
  }

  async function refresh(session: TestUser): Promise<Answer> {
    fixture.answers.GetTokensFromRefreshToken = await authenticationResult(session);
    return fixture.call('POST /auth/refresh', { body: { refresh_token: 'r' } });
  }

  async function listed(caller = user) {
    const { status, body } = await fixture.call('GET /account/sessions', { user: caller });
    expect(status).toBe(200);
    return (body as Sessions).sessions;
  }
  const idsOf = async (caller = user) => (await listed(caller)).map(({ id }) => id);

  /** Ends a session after a step-up in the user's own. */
  async function end(id: string, caller = user): Promise<Answer> {
    const { step_up: handle } = await fixture.stepUp(caller);
    const headers = { 'step-up': handle };
    return fixture.call(`DELETE /account/sessions/${id}`, { user: caller, headers });
  }

  it('lists each from its sign-in on, the one that was active last first', async () => {
    const phone = otherSession();
    await signIn(phone, 'Phone');
    await signIn(fixture.newUser());
    const times = {
      started_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      last_active_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    };
    expect(await listed()).toEqual([
      { id: user.originJti, current: true, user_agent: 'node', ...times },
      { id: phone.originJti, current: false, user_agent: 'Phone', ...times },
    ]);
  });

  it('lists one that began elsewhere from its first call, or its first refresh', async () => {
    const [page, app] = [otherSession(), otherSession()];
    await fixture.call('GET /users/me', { user: page });
    expect((await refresh(app)).status).toBe(200);
    expect((await idsOf()).sort()).toEqual([user.originJti, page.originJti, app.originJti].sort());
  });

  it.each([
    ['Ünïcode', '?n?code'],
    ['x'.repeat(500), 'x'.repeat(200)],
  ])('lists the agent %j as visible ASCII characters', async (agent, shown) => {
    const session = otherSession();
    await fixture.call('GET /users/me', { user: session, headers: { 'user-agent': agent } });
    const found = (await listed()).find(({ id }) => id === session.originJti);
    expect(found?.user_agent).toBe(shown);
  });

  it('ends one at every gateway, and no other', async () => {
    const [phone, tablet] = [otherSession(), otherSession()];
    await signIn(phone);
    await signIn(tablet);
    expect((await end(phone.originJti)).status).toBe(204);
    expect(fixture.endedSessions).toContain(phone.originJti);
    expect(fixture.endedSessions).not.toContain(tablet.originJti);
    expect((await idsOf()).sort()).toEqual([user.originJti, tablet.originJti].sort());
  });

  it('does not list one again that has ended, whatever request of it is in progress', async () => {
    const phone = otherSession();
    await signIn(phone);
    await end(phone.originJti);
    await fixture.call('GET /users/me', { user: phone });
    expect(await idsOf()).toEqual([user.originJti]);
  });

  it('refreshes no session that has ended, and revokes its refresh token', async () => {
    const phone = otherSession();
    await signIn(phone);
    await end(phone.originJti);
    fixture.servers.cognito.requests.length = 0;
    const rejected = await refresh(phone);
    expect([rejected.status, rejected.body]).toMatchObject([
      401,
      { code: 'invalid_refresh_token' },
    ]);
    const Token = `r-${phone.originJti}`;
    expect(fixture.asked.at(-1)).toMatchObject(['RevokeToken', { Token, ClientId: testClient.id }]);
    expect((await refresh(user)).status).toBe(200);
  });

  it('may be told again to end the same one', async () => {
    const phone = otherSession();
    await signIn(phone);
    expect((await end(phone.originJti)).status).toBe(204);
    expect((await end(phone.originJti)).status).toBe(204);
  });

  it("ends nobody else's session, and none that there is not", async () => {
    const other = fixture.newUser();
    await signIn(other);
    for (const id of [other.originJti, randomUUID()]) {
      const rejected = await end(id);
      expect([rejected.status, rejected.body]).toMatchObject([404, { code: 'session_not_found' }]);
    }
    const elsewhere = { ...user, poolId: 'eu-west-1_OtherPool' };
    await signIn(user);
    expect(await idsOf(elsewhere)).toEqual([user.originJti]);
    expect(fixture.endedSessions).not.toContain(other.originJti);
    expect(await idsOf(other)).toEqual([other.originJti]);
  });

  it('ends none without a step-up', async () => {
    const phone = otherSession();
    await signIn(phone);
    const rejected = await fixture.call(`DELETE /account/sessions/${phone.originJti}`, { user });
    expect([rejected.status, rejected.body]).toMatchObject([403, { code: 'step_up_required' }]);
    expect(fixture.endedSessions).not.toContain(phone.originJti);
    expect(await idsOf()).toContain(phone.originJti);
  });

  it.each(['a%20b', 'x'.repeat(65), '..%2Fme'])('rejects the id %s', async (id) => {
    const rejected = await end(id);
    expect([rejected.status, rejected.body]).toMatchObject([400, { code: 'invalid_request' }]);
  });

  it.each([
    ['this one', {}, (own: string, others: string[]) => others.filter((id) => id !== own)],
    ['all', { everywhere: true }, () => []],
  ])('lists nothing that a sign-out of %s has ended', async (_name, body, left) => {
    const [phone, observer] = [otherSession(), otherSession()];
    await signIn(phone);
    await fixture.call('GET /users/me', { user });
    expect((await fixture.call('POST /account/sign-out', { user, body })).status).toBe(204);
    const expected = left(user.originJti, [user.originJti, phone.originJti]);
    const found = (await idsOf(observer)).filter((id) => id !== observer.originJti);
    expect(found).toEqual(expected);
  });

  it('lets in neither anybody nor a machine', async () => {
    expect((await fixture.call('GET /account/sessions')).status).toBe(401);
    const machine = await fixture.servers.gateway.machineTxnToken('user-service');
    const headers = { 'txn-token': machine };
    expect((await fixture.call('GET /account/sessions', { headers })).status).toBe(403);
  });
});
