import { scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import {
  callService,
  type FakeAnswer,
  FakeServer,
  type ReceivedRequest,
  TestGateway,
  TestIssuer,
} from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { startUserService } from '../start-user-service.js';
import { cognitoException } from '../testing/cognito-answers.js';
import { testClient, testConfig } from '../testing/test-config.js';

const selfService = 'aws.cognito.signin.user.admin';
const accessToken = "the.user's-own.access-token";
const poolId = 'eu-west-1_TestPool1';
const day = 86_400;

describe('what ends sessions', () => {
  let gateway: TestGateway;
  let issuer: TestIssuer;
  let cognito: FakeServer;
  let management: FakeServer;
  let scratch: ScratchDatabase;
  let service: Awaited<ReturnType<typeof startUserService>>;
  let refusals: Record<string, string>;
  let instance: string;

  beforeAll(async () => {
    process.env.AWS_ACCESS_KEY_ID = 'test';
    process.env.AWS_SECRET_ACCESS_KEY = 'test';
    [gateway, issuer, cognito, management, scratch] = await Promise.all([
      TestGateway.start(),
      TestIssuer.start(),
      FakeServer.start(answerAsCognito),
      FakeServer.start(() => ({ body: { instance } })),
      createScratchDatabase(process.env.TEST_DATABASE_URL!),
    ]);
    instance = 'first';
    service = await startUserService(
      testConfig({
        databaseUrl: scratch.url,
        cognitoUrl: cognito.url,
        gateway,
        pool: issuer,
        peerClientId: issuer.machineClientId,
        tokenUrl: `${cognito.url}/oauth2/token`,
        managementUrls: [management.url],
      }),
    );
  });
  afterAll(async () => {
    await service.close();
    await Promise.all([gateway, issuer, cognito, management].map((server) => server.close()));
    await scratch.drop();
  });
  beforeEach(() => {
    refusals = {};
    cognito.requests.length = 0;
    management.requests.length = 0;
  });

  function answerAsCognito({ path, headers, body }: ReceivedRequest): FakeAnswer {
    if (path === '/oauth2/token') {
      return { body: { access_token: 'a.b.c', token_type: 'Bearer', expires_in: 3600 } };
    }
    const operation = operationOf(headers);
    if (refusals[operation]) return cognitoException(refusals[operation]);
    if (operation === 'AdminListGroupsForUser') return { body: { Groups: [] } };
    if (operation !== 'AdminGetUser') return { body: {} };
    const { Username: value } = JSON.parse(body) as { Username: string };
    return { body: { UserAttributes: [{ Name: 'sub', Value: value }] } };
  }

  const operationOf = (headers: ReceivedRequest['headers']) =>
    String(headers['x-amz-target']).split('.')[1]!;
  /** What Cognito's API was asked. */
  const asked = () =>
    cognito.requests
      .filter(({ path }) => path === '/')
      .map(({ headers, body }) => [operationOf(headers), JSON.parse(body) as unknown]);
  /** What the gateway was told, each once. */
  const told = () => [
    ...new Map(
      management.requests
        .flatMap(
          ({ body }) =>
            (JSON.parse(body) as { revocations: Record<string, unknown>[] }).revocations,
        )
        .map((revocation) => [JSON.stringify(revocation), revocation]),
    ).values(),
  ];

  /** A signed-in user of a session of their own. */
  const user = (
    sub: string,
    originJti: string | undefined = randomUUID(),
    clientId = testClient.id,
  ) =>
    gateway.userTxnToken('user-service', [selfService], {
      claims: { sub },
      context: { origin_jti: originJti, client_id: clientId },
    });
  const signOut = (txnToken: string, body?: unknown, token: string | undefined = accessToken) =>
    callService(service.url, 'POST /account/sign-out', {
      headers: {
        'txn-token': txnToken,
        ...(token === '' ? {} : { 'cognito-access-token': token }),
      },
      body,
    });
  const support = async (route: string, held: readonly string[] = [scopes.usersSupport]) =>
    callService(service.url, route, {
      headers: { 'txn-token': await gateway.userTxnToken('user-service', held) },
    });
  const nowSeconds = () => Math.floor(Date.now() / 1000);

  describe('POST /account/sign-out', () => {
    it('ends this session at Cognito and at the gateway', async () => {
      const sub = randomUUID();
      const answer = await signOut(await user(sub, 'session-1'), { refresh_token: 'refresh-1' });
      expect(answer.status).toBe(204);
      expect(asked()).toEqual([
        [
          'RevokeToken',
          { Token: 'refresh-1', ClientId: testClient.id, ClientSecret: testClient.secret },
        ],
      ]);
      const ended = told().find(({ originJti }) => originJti === 'session-1');
      expect(ended).toMatchObject({ kind: 'session', poolId });
      expect(Number(ended?.expiresAt) - nowSeconds()).toBeGreaterThan(day);
      expect(Number(ended?.expiresAt) - nowSeconds()).toBeLessThan(day + 60);
      expect(management.requests[0]?.headers.authorization).toBe('Bearer a.b.c');
    });

    it("names the client a token is of, with this service's secret for its own alone", async () => {
      await signOut(await user(randomUUID(), 's', 'web'), { refresh_token: 'refresh-2' });
      expect(asked()).toEqual([['RevokeToken', { Token: 'refresh-2', ClientId: 'web' }]]);
    });

    it('without a refresh token refuses the session for as long as it could be refreshed', async () => {
      for (const body of [undefined, {}]) {
        const originJti = randomUUID();
        expect((await signOut(await user(randomUUID(), originJti), body)).status).toBe(204);
        const ended = told().find((revocation) => revocation.originJti === originJti);
        expect(Number(ended?.expiresAt) - nowSeconds()).toBeGreaterThan(30 * day);
      }
      expect(asked()).toEqual([]);
    });

    it('ends all sessions, and answers when whoever signs in again gets tokens that count', async () => {
      const sub = randomUUID();
      const answer = await signOut(await user(sub), { everywhere: true });
      expect(answer.status).toBe(204);
      expect(asked()).toEqual([['GlobalSignOut', { AccessToken: accessToken }]]);
      const ended = told().find(({ subject }) => subject === sub);
      expect(ended).toMatchObject({ kind: 'user', poolId });
      expect(nowSeconds()).toBeGreaterThan(Number(ended?.issuedUntil));
    });

    it("goes by Cognito's clock, which tokens go by", async () => {
      const ahead = nowSeconds() + 20;
      const [respond, sub] = [cognito.respond, randomUUID()];
      cognito.respond = () => ({
        headers: { date: new Date(ahead * 1000).toUTCString() },
        body: {},
      });
      await signOut(await user(sub), { everywhere: true });
      cognito.respond = respond;
      expect(told().find(({ subject }) => subject === sub)).toMatchObject({ issuedUntil: ahead });
    });

    it("ends all sessions also when this one's access token is no good to Cognito any more", async () => {
      refusals = { GlobalSignOut: 'NotAuthorizedException' };
      const sub = randomUUID();
      expect((await signOut(await user(sub), { everywhere: true })).status).toBe(204);
      const request = { UserPoolId: poolId, Username: sub };
      expect(asked().slice(1)).toEqual([
        ['AdminGetUser', request],
        ['AdminUserGlobalSignOut', request],
      ]);
      expect(told().some(({ subject }) => subject === sub)).toBe(true);
    });

    it('401: does not say so of a user of another pool, whose sessions it cannot end', async () => {
      refusals = { GlobalSignOut: 'NotAuthorizedException' };
      const sub = randomUUID();
      const foreign = await gateway.userTxnToken('user-service', [selfService], {
        claims: { sub },
        context: { pool_id: 'eu-west-1_TestPool2' },
      });
      expect((await signOut(foreign, { everywhere: true })).status).toBe(401);
      expect(told().some(({ subject }) => subject === sub)).toBe(false);
    });

    it('tells a gateway that has started again of all that is in force', async () => {
      const originJti = randomUUID();
      await signOut(await user(randomUUID(), originJti));
      management.requests.length = 0;
      instance = 'second';
      while (!told().some((revocation) => revocation.originJti === originJti)) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });

    it.each([
      ['another member', { refresh_token: 'a', all: true }],
      ['both ways', { refresh_token: 'a', everywhere: true }],
      ['text for a truth value', { everywhere: 'yes' }],
      ['a refresh token with a space', { refresh_token: 'a b' }],
      ['a list', []],
    ])('400: refuses %s', async (_name, body) => {
      expect((await signOut(await user(randomUUID()), body)).status).toBe(400);
      expect(asked()).toEqual([]);
    });

    it('400: refuses a call that brings no access token', async () => {
      const answer = await signOut(await user(randomUUID()), {}, '');
      expect(answer).toMatchObject({ status: 400, body: { code: 'access_token_required' } });
    });

    it('401: refuses a refresh token Cognito does not take, and ends nothing', async () => {
      refusals = { RevokeToken: 'UnauthorizedException' };
      const originJti = randomUUID();
      const answer = await signOut(await user(randomUUID(), originJti), { refresh_token: 'other' });
      expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_refresh_token' } });
      expect(told().some((revocation) => revocation.originJti === originJti)).toBe(false);
    });

    it('403: refuses machines, and users without the scope', async () => {
      const machine = await gateway.machineTxnToken('user-service', [selfService]);
      const narrow = await gateway.userTxnToken('user-service', []);
      for (const token of [machine, narrow]) expect((await signOut(token)).status).toBe(403);
    });

    it('503: ends nothing at the gateway while Cognito is away', async () => {
      refusals = { GlobalSignOut: 'InternalErrorException' };
      const sub = randomUUID();
      expect((await signOut(await user(sub), { everywhere: true })).status).toBe(503);
      expect(told().some(({ subject }) => subject === sub)).toBe(false);
    });
  });

  describe('POST /users/:id/disable and /enable', () => {
    it('keep a user out, and let them in again', async () => {
      const id = randomUUID();
      expect((await support(`POST /users/${id}/disable`)).status).toBe(204);
      const request = { UserPoolId: poolId, Username: id };
      expect(asked()).toEqual([
        ['AdminGetUser', request],
        ['AdminListGroupsForUser', { ...request, Limit: 60 }],
        ['AdminGetUser', request],
        ['AdminDisableUser', request],
      ]);
      const ended = told().find(({ subject }) => subject === id);
      expect(ended).toMatchObject({ kind: 'user', poolId });
      expect((await support(`POST /users/${id}/enable`)).status).toBe(204);
      expect(asked().at(-1)).toEqual(['AdminEnableUser', request]);
    });

    it('403: refuse whoever is not support', async () => {
      for (const action of ['disable', 'enable']) {
        const answer = await support(`POST /users/${randomUUID()}/${action}`, [scopes.usersRead]);
        expect(answer.status).toBe(403);
      }
      expect(asked()).toEqual([]);
    });

    it('404: know no user of another pool, none Cognito does not know, and none by another name', async () => {
      const id = randomUUID();
      const foreign = await gateway.userTxnToken('user-service', [scopes.usersSupport], {
        context: { pool_id: 'eu-west-1_TestPool2' },
      });
      const headers = { 'txn-token': foreign };
      const route = `POST /users/${id}/disable`;
      expect((await callService(service.url, route, { headers })).status).toBe(404);
      refusals = { AdminGetUser: 'UserNotFoundException' };
      expect((await support(route)).status).toBe(404);
      expect((await support('POST /users/me/disable')).status).toBe(400);
      expect(told().some(({ subject }) => subject === id)).toBe(false);
    });
  });
});
