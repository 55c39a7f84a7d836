import { scopes } from '@gatehouse/contracts';
import { useResources, waitUntil } from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { SignOutFixture } from '../testing/sign-out-fixture.js';

const poolId = 'eu-west-1_TestPool1';
const day = 86_400;
const nowSeconds = () => Math.floor(Date.now() / 1000);

describe('what ends sessions', () => {
  const resources = useResources();
  let fixture: SignOutFixture;

  beforeAll(async () => {
    fixture = await resources.add(SignOutFixture.start(process.env));
  });
  beforeEach(() => fixture.reset());

  const support = (route: string, held: readonly string[] = [scopes.usersSupport]) =>
    fixture.support(route, held);

  describe('POST /account/sign-out', () => {
    it('ends a session that its tokens do not name, with all that began before', async () => {
      const [sub, authTime] = [randomUUID(), nowSeconds() - 60];
      const token = await fixture.user(sub, { origin_jti: undefined, auth_time: authTime });
      expect((await fixture.signOut(token)).status).toBe(204);
      const ended = fixture.revocationOf({ subject: sub });
      expect(ended).toMatchObject({ kind: 'earlier_sessions', poolId, startedUntil: authTime });
      expect(Number(ended?.expiresAt) - nowSeconds()).toBeGreaterThan(30 * day);
    });

    it('without a refresh token rejects the session for as long as it could be refreshed', async () => {
      for (const body of [undefined, {}]) {
        const originJti = randomUUID();
        const token = await fixture.user(randomUUID(), { origin_jti: originJti });
        expect((await fixture.signOut(token, body)).status).toBe(204);
        const ended = fixture.revocationOf({ originJti });
        expect(Number(ended?.expiresAt) - nowSeconds()).toBeGreaterThan(30 * day);
      }
      expect(fixture.cognitoRequests).toEqual([]);
    });

    it('ends all sessions, and answers when whoever signs in again gets tokens that count', async () => {
      const sub = randomUUID();
      const answer = await fixture.signOut(await fixture.user(sub), { everywhere: true });
      expect(answer.status).toBe(204);
      const request = { UserPoolId: poolId, Username: sub };
      expect(fixture.cognitoRequests).toEqual([
        ['AdminGetUser', request],
        ['AdminUserGlobalSignOut', request],
      ]);
      const ended = fixture.revocationOf({ subject: sub });
      expect(ended).toMatchObject({ kind: 'user', poolId });
      expect(nowSeconds()).toBeGreaterThan(Number(ended?.issuedUntil));
    });

    it("goes by Cognito's clock, which tokens go by", async () => {
      const ahead = nowSeconds() + 20;
      const sub = randomUUID();
      const { cognito } = fixture.servers;
      const { respond } = cognito;
      cognito.respond = async (request) => ({
        ...(await fixture.respondAsCognito(request)),
        headers: { date: new Date(ahead * 1000).toUTCString() },
      });
      await fixture.signOut(await fixture.user(sub), { everywhere: true });
      cognito.respond = respond;
      expect(fixture.revocationOf({ subject: sub })).toMatchObject({ issuedUntil: ahead });
    });

    it('finds a federated user by the username, and checks whose it is', async () => {
      const sub = randomUUID();
      const context = { username: 'Google_1182', identity_provider: 'Google' };
      expect(
        (await fixture.signOut(await fixture.user(sub, context), { everywhere: true })).status,
      ).toBe(204);
      // The substitute for Cognito returns the username as `sub`, which is another user's.
      expect(fixture.cognitoRequests).toEqual([
        ['AdminGetUser', { UserPoolId: poolId, Username: 'Google_1182' }],
      ]);
      expect(fixture.revocationOf({ subject: sub })).toMatchObject({ kind: 'earlier_sessions' });
    });

    it('ends the tokens of a user who has been deleted', async () => {
      fixture.exceptions = { AdminGetUser: 'UserNotFoundException' };
      const sub = randomUUID();
      expect((await fixture.signOut(await fixture.user(sub), { everywhere: true })).status).toBe(
        204,
      );
      expect(fixture.revocationOf({ subject: sub })).toMatchObject({
        kind: 'earlier_sessions',
      });
    });

    it("ends the sessions of another pool's user at the gateways, for as long as they could be refreshed", async () => {
      const sub = randomUUID();
      const otherPool = 'eu-west-1_TestPool2';
      const token = await fixture.user(sub, { pool_id: otherPool });
      expect((await fixture.signOut(token, { everywhere: true })).status).toBe(204);
      expect(fixture.cognitoRequests).toEqual([]);
      const ended = fixture.revocationOf({ subject: sub });
      expect(ended).toMatchObject({ kind: 'earlier_sessions', poolId: otherPool });
      expect(Number(ended?.expiresAt) - nowSeconds()).toBeGreaterThan(30 * day);
      expect(nowSeconds()).toBeGreaterThan(Number(ended?.startedUntil));
    });

    it('tells a gateway that has started again of all that is in force', async () => {
      const originJti = randomUUID();
      await fixture.signOut(await fixture.user(randomUUID(), { origin_jti: originJti }));
      await fixture.storeRevocationsAt(new Date(Date.now() - 120_000));
      const { requests } = fixture.servers.management;
      await waitUntil(
        () => {
          const isSentAgain = fixture.revocationOf({ originJti }) !== undefined;
          const count = requests.length;
          if (isSentAgain) requests.length = 0;
          return !isSentAgain && count >= 3;
        },
        { what: 'three catch-ups without the revocation' },
      );
      requests.length = 0;
      fixture.instance = 'second';
      const delivered = await waitUntil(() => fixture.revocationOf({ originJti }), {
        what: 'the delivery of the revocation',
        withinMilliseconds: 30_000,
      });
      expect(delivered).toMatchObject({ kind: 'session', originJti });
    });

    it.each([
      ['another member', { refresh_token: 'a', all: true }],
      ['both ways', { refresh_token: 'a', everywhere: true }],
      ['text for a truth value', { everywhere: 'yes' }],
      ['a refresh token with a space', { refresh_token: 'a b' }],
      ['a list', []],
    ])('400: refuses %s', async (_name, body) => {
      expect((await fixture.signOut(await fixture.user(randomUUID()), body)).status).toBe(400);
      expect(fixture.cognitoRequests).toEqual([]);
    });

    it('403: rejects machines', async () => {
      const machine = await fixture.servers.gateway.machineTxnToken('user-service', []);
      expect((await fixture.signOut(machine)).status).toBe(403);
    });

    it('403: rejects a service that calls for a user', async () => {
      const sub = randomUUID();
      const txnToken = await fixture.servers.gateway.userTxnToken('order-service', [], {
        claims: { sub },
      });
      const accessToken = await fixture.servers.issuer.machineToken([scopes.usersRead]);
      const headers = { 'txn-token': txnToken, authorization: `Bearer ${accessToken}` };
      const answer = await fixture.call('POST /account/sign-out', headers);
      expect(answer).toMatchObject({ status: 403, body: { code: 'peer_not_allowed' } });
      expect(fixture.revocationOf({ subject: sub })).toBeUndefined();
    });

    it('503: ends nothing at the gateway while Cognito is away', async () => {
      fixture.exceptions = { AdminUserGlobalSignOut: 'InternalErrorException' };
      const sub = randomUUID();
      expect((await fixture.signOut(await fixture.user(sub), { everywhere: true })).status).toBe(
        503,
      );
      expect(fixture.revocationOf({ subject: sub })).toBeUndefined();
    });
  });

  describe('POST /users/:id/disable and /enable', () => {
    it('keep a user out, and let them in again', async () => {
      const id = randomUUID();
      expect((await support(`POST /users/${id}/disable`)).status).toBe(204);
      const request = { UserPoolId: poolId, Username: id };
      expect(fixture.cognitoRequests).toEqual([
        ['AdminGetUser', request],
        ['AdminListGroupsForUser', { ...request, Limit: 60 }],
        ['AdminGetUser', request],
        ['AdminDisableUser', request],
      ]);
      const ended = fixture.revocationOf({ subject: id });
      expect(ended).toMatchObject({ kind: 'user', poolId });
      expect((await support(`POST /users/${id}/enable`)).status).toBe(204);
      expect(fixture.cognitoRequests.at(-1)).toEqual(['AdminEnableUser', request]);
    });

    it('403: refuse whoever is not support', async () => {
      for (const action of ['disable', 'enable']) {
        const answer = await support(`POST /users/${randomUUID()}/${action}`, [scopes.usersRead]);
        expect(answer.status).toBe(403);
      }
      expect(fixture.cognitoRequests).toEqual([]);
    });

    it('404: know no user of another pool, none Cognito does not know, and none by another name', async () => {
      const id = randomUUID();
      const foreign = await fixture.servers.gateway.userTxnToken(
        'user-service',
        [scopes.usersSupport],
        {
          context: { pool_id: 'eu-west-1_TestPool2' },
        },
      );
      const headers = { 'txn-token': foreign };
      const route = `POST /users/${id}/disable`;
      expect((await fixture.call(route, headers)).status).toBe(404);
      fixture.exceptions = { AdminGetUser: 'UserNotFoundException' };
      expect((await support(route)).status).toBe(404);
      expect((await support('POST /users/me/disable')).status).toBe(400);
      expect(fixture.revocationOf({ subject: id })).toBeUndefined();
    });
  });
});
