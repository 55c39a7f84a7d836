import { scopes } from '@gatehouse/contracts';
import { useResources, waitUntil } from '@gatehouse/test-kit';
import { cognitoException } from '../testing/cognito-answers.js';
import { type TestUser, UserServiceFixture } from '../testing/user-service-fixture.js';

const email = 'ada@example.com';

describe('the deletion of an account', () => {
  const resources = useResources();
  let fixture: UserServiceFixture;
  let user: TestUser;
  let handle: string;

  beforeAll(async () => {
    const settings = { ERASURE_INTERVAL_MILLISECONDS: 50, ERASURE_RETRY_SECONDS: 0 };
    fixture = await resources.add(UserServiceFixture.start(process.env, settings));
  });
  beforeEach(async () => {
    user = fixture.newUser();
    fixture.reset();
    fixture.answers.AdminGetUser = ({ Username }) => ({
      body: {
        Username,
        UserAttributes: [
          { Name: 'sub', Value: Username },
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
        UserCreateDate: 1_700_000_000,
      },
    });
    ({ step_up: handle } = await fixture.stepUp(user));
  });

  const stepUp = () => ({ user, headers: { 'step-up': handle } });
  const operations = () =>
    fixture.asked
      .filter(([, input]) => input.Username === user.sub)
      .map(([operation]) => operation);
  const poolId = () => fixture.servers.issuer.poolId;
  const item = () => ({ poolId: poolId(), sub: user.sub });
  const isAsked = (operation: string) =>
    waitUntil(() => operations().includes(operation), { what: `a call of ${operation}` });

  /** A call of order-service in its own name. */
  async function asPeer(
    route: string,
    body?: object,
    held: readonly string[] = [scopes.usersErase],
  ) {
    const { issuer } = fixture.servers;
    const claims = { sub: issuer.machineClientId, client_id: issuer.machineClientId };
    const token = await issuer.machineToken(held, { claims });
    return fixture.call(route, { headers: { authorization: `Bearer ${token}` }, body });
  }
  const listed = async () => {
    const { body } = await asPeer('GET /users/erasures');
    return (body as { items: unknown[] }).items;
  };

  it('requires a step-up, and stores nothing without one', async () => {
    for (const route of ['DELETE /account', 'GET /account/data']) {
      const rejected = await fixture.call(route, { user });
      expect([rejected.status, rejected.body]).toMatchObject([403, { code: 'step_up_required' }]);
    }
    expect(await listed()).not.toContainEqual(item());
    expect(operations()).toEqual([]);
  });

  it('disables the user at once, and deletes the user once the peer has confirmed', async () => {
    await fixture.call('GET /users/me', { user });
    expect((await fixture.call('DELETE /account', stepUp())).status).toBe(202);
    expect(operations()).toContain('AdminDisableUser');
    expect(await listed()).toContainEqual(item());
    expect(operations()).not.toContain('AdminDeleteUser');
    const confirmed = await asPeer('POST /users/erasures/confirm', { items: [item()] });
    expect(confirmed.status).toBe(204);
    await isAsked('AdminDeleteUser');
    expect(await listed()).not.toContainEqual(item());
    const late = await fixture.call('GET /users/me', { user });
    expect([late.status, late.body]).toMatchObject([404, { code: 'user_not_found' }]);
  });

  it('accepts a repeated request', async () => {
    expect((await fixture.call('DELETE /account', stepUp())).status).toBe(202);
    expect((await fixture.call('DELETE /account', stepUp())).status).toBe(202);
    const items = (await listed()).filter((one) => (one as typeof user).sub === user.sub);
    expect(items).toHaveLength(1);
  });

  it('is accepted while Cognito fails, and goes on when it does not any more', async () => {
    fixture.answers.AdminDisableUser = cognitoException('InternalErrorException');
    expect((await fixture.call('DELETE /account', stepUp())).status).toBe(202);
    expect(await listed()).not.toContainEqual(item());
    delete fixture.answers.AdminDisableUser;
    await waitUntil(
      async () => (await listed()).some((one) => (one as TestUser).sub === user.sub),
      {
        what: 'the erasure in the list of the peer',
      },
    );
    fixture.answers.AdminDeleteUser = cognitoException('InternalErrorException');
    await asPeer('POST /users/erasures/confirm', { items: [item()] });
    await isAsked('AdminDeleteUser');
    fixture.servers.cognito.requests.length = 0;
    delete fixture.answers.AdminDeleteUser;
    await isAsked('AdminDeleteUser');
  });

  it('is listed for peers alone that call in their own name with the scope for it', async () => {
    const missing = await asPeer('GET /users/erasures', undefined, [scopes.usersRead]);
    expect([missing.status, missing.body]).toMatchObject([403, { code: 'insufficient_scope' }]);
    const { gateway } = fixture.servers;
    const machine = await gateway.machineTxnToken('user-service', [scopes.usersErase]);
    const person = await gateway.userTxnToken('user-service', [scopes.usersErase]);
    for (const [txnToken, code] of [
      [machine, 'not_a_peer_service'],
      [person, 'wrong_principal_kind'],
    ] as const) {
      const headers = { 'txn-token': txnToken };
      for (const route of ['GET /users/erasures', 'POST /users/erasures/confirm']) {
        const body = route.startsWith('POST') ? { items: [item()] } : undefined;
        const rejected = await fixture.call(route, { headers, body });
        expect([rejected.status, rejected.body]).toMatchObject([403, { code }]);
      }
    }
  });

  it('ignores a confirmation for users who have not asked for it, and rejects an empty one', async () => {
    expect((await asPeer('POST /users/erasures/confirm', { items: [item()] })).status).toBe(204);
    expect((await asPeer('POST /users/erasures/confirm', { items: [] })).status).toBe(400);
    expect((await fixture.call('GET /users/me', { user })).status).toBe(200);
  });
});

describe('the copy of the own data', () => {
  const resources = useResources();

  it('is a file with account, profile and passkeys that names where orders are', async () => {
    const fixture = await resources.add(UserServiceFixture.start(process.env));
    const user = fixture.newUser();
    fixture.answers.AdminGetUser = {
      body: {
        UserAttributes: [
          { Name: 'sub', Value: user.sub },
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
        UserCreateDate: 1_700_000_000,
      },
    };
    const { step_up: handle, accessToken } = await fixture.stepUp(user);
    const headers = { 'step-up': handle };
    const data = await fixture.call('GET /account/data', { user, headers });
    expect([data.status, data.body]).toMatchObject([
      200,
      {
        account: { sub: user.sub, email },
        profile: { id: user.sub, email },
        passkeys: [],
        links: { orders: '/orders' },
      },
    ]);
    expect(data.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\w-]+\.json"$/,
    );
    expect(data.headers.get('cache-control')).toBe('no-store');
    expect(JSON.stringify(data.body)).not.toContain(accessToken);
    const disabled = cognitoException('OperationNotEnabledException');
    fixture.answers.ListWebAuthnCredentials = disabled;
    const without = await fixture.call('GET /account/data', { user, headers });
    expect([without.status, without.body]).toEqual([200, data.body]);
  });
});
