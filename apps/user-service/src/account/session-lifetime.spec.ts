import type { UserPrincipal } from '@gatehouse/auth-core';
import {
  FakeClock,
  FakeServer,
  type ReceivedRequest,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { createCognitoClient } from '../identity-provider/cognito-client.js';
import { CognitoConnection } from '../identity-provider/cognito-connection.js';
import { IdentityProvider } from '../identity-provider/identity-provider.js';
import { UserDirectory } from '../identity-provider/user-directory.js';
import { RevocationAnnouncer } from '../revocations/revocation-announcer.js';
import { maxSessionsOfUser } from '../revocations/store-usage.js';
import { FakeSessions } from '../testing/fake-sessions.js';
import { ListTarget } from '../testing/list-target.js';
import { RevocationStore } from '../testing/revocation-store.js';
import { testClient } from '../testing/test-config.js';
import { SignOutLimiter } from './sign-out-limiter.js';
import { SignOutService } from './sign-out.service.js';

const day = 86_400;
const sessionLifetimeSeconds = 30 * day;

describe('a session that was signed out', () => {
  const resources = useResources();
  let issuer: TestIssuer;
  let cognito: FakeServer;
  let store: RevocationStore;
  let sessions: FakeSessions;
  let clock: FakeClock;
  let gateway: ListTarget;
  let announcer: RevocationAnnouncer;
  let identityProvider: IdentityProvider;
  let directory: UserDirectory;
  let signOuts: SignOutService;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    process.env.AWS_ACCESS_KEY_ID = 'test';
    process.env.AWS_SECRET_ACCESS_KEY = 'test';
    [issuer, cognito, store] = await Promise.all([
      resources.add(TestIssuer.start()),
      resources.add(FakeServer.start(respondAsCognito)),
      resources.add(RevocationStore.start(process.env.TEST_DATABASE_URL!)),
    ]);
    sessions = new FakeSessions(issuer);
    const { client } = resources.add(
      new CognitoConnection(createCognitoClient({ region: 'eu-west-1', endpoint: cognito.url })),
      (connection) => connection.onApplicationShutdown(),
    );
    identityProvider = new IdentityProvider(client, testClient, issuer.poolId);
    directory = new UserDirectory(client, issuer.poolId);
  });
  beforeEach(async () => {
    await store.clear();
    cognito.requests.length = 0;
    clock = new FakeClock();
    gateway = new ListTarget(clock, 100);
    announcer = new RevocationAnnouncer(store.repositories[0]!, [gateway], { clock });
    const limiter = new SignOutLimiter(clock);
    signOuts = new SignOutService(identityProvider, directory, announcer, {
      clock,
      limiter,
      sessionLifetimeSeconds,
    });
  });

  async function respondAsCognito({ headers, body }: ReceivedRequest) {
    const operation = String(headers['x-amz-target']).split('.')[1];
    const input = JSON.parse(body) as { Username: string; RefreshToken: string };
    if (operation === 'GetTokensFromRefreshToken') return sessions.refresh(input.RefreshToken);
    if (operation !== 'AdminGetUser') return { body: {} };
    return { body: { UserAttributes: [{ Name: 'sub', Value: input.Username }] } };
  }

  const nowSeconds = () => Math.floor(clock.nowMilliseconds() / 1000);

  function signIn(subject: string): UserPrincipal {
    const authTime = nowSeconds();
    return {
      kind: 'user',
      subject,
      poolId: issuer.poolId,
      clientId: testClient.id,
      username: subject,
      groups: [],
      scopes: [],
      requestingWorkloads: ['gateway'],
      issuedAt: authTime,
      authTime,
      originJti: randomUUID(),
    };
  }

  const refreshTokenOf = ({ subject, originJti }: UserPrincipal) =>
    sessions.add({ sub: subject, origin_jti: originJti, client_id: testClient.id });

  /** Whether a gateway rejects a token that was refreshed just now, even one that has just started. */
  async function isOver(session: UserPrincipal): Promise<boolean> {
    const refreshed = { ...session, issuedAt: nowSeconds() };
    const isRevoked = gateway.isRevoked(refreshed);
    gateway.restart();
    await announcer.catchUp();
    expect(gateway.isRevoked(refreshed)).toBe(isRevoked);
    return isRevoked;
  }

  async function expectOverForGood(session: UserPrincipal): Promise<void> {
    expect(await isOver(session)).toBe(true);
    clock.advanceSeconds(day + 60);
    expect(await isOver(session)).toBe(true);
    // The last access token of a session lives a day beyond the last refresh.
    clock.advanceSeconds(sessionLifetimeSeconds - 60);
    expect(await isOver(session)).toBe(true);
  }

  it.each<[string, (session: UserPrincipal) => string | undefined]>([
    ['without a refresh token', () => undefined],
    ['with its refresh token', refreshTokenOf],
  ])('%s is over a day and 30 days later', async (_name, refreshToken) => {
    const session = signIn('ada');
    await signOuts.session(session, refreshToken(session));
    await expectOverForGood(session);
  });

  it.each<[string, (session: UserPrincipal) => string]>([
    ['junk', () => 'junk'],
    ["another session's refresh token", () => refreshTokenOf(signIn('ada'))],
    ["another user's refresh token", () => refreshTokenOf(signIn('grace'))],
  ])(
    'goes on after %s was rejected, and is over for good after a sign-out',
    async (_name, token) => {
      const session = signIn('ada');
      const rejected = signOuts.session(session, token(session));
      await expect(rejected).rejects.toMatchObject({
        kind: 'invalid',
        code: 'invalid_refresh_token',
      });
      expect(await isOver(session)).toBe(false);
      await signOuts.session(session);
      await expectOverForGood(session);
    },
  );

  it('is over although a rejected refresh token comes after the sign-out', async () => {
    const session = signIn('ada');
    await signOuts.session(session);
    await signOuts.session(session, 'junk');
    await expectOverForGood(session);
  });

  it('is over for good when it has collapsed with others, and sessions that begin later are not', async () => {
    const ended = Array.from({ length: maxSessionsOfUser + 1 }, () => {
      clock.advanceSeconds(60);
      return signIn('ada');
    });
    clock.advanceSeconds(60);
    const later = signIn('ada');
    for (const session of ended) await signOuts.session(session, refreshTokenOf(session));
    expect(await store.rows()).toMatchObject([{ kind: 'earlier_sessions' }]);
    const operations = cognito.requests.map(({ headers }) => String(headers['x-amz-target']));
    expect(operations.filter((operation) => operation.includes('GlobalSignOut'))).toEqual([]);
    expect(await isOver(later)).toBe(false);
    expect(await isOver({ ...signIn('ada'), authTime: undefined })).toBe(true);
    for (const session of ended) expect(await isOver(session)).toBe(true);
    await expectOverForGood(ended[0]!);
    expect(await isOver({ ...later, issuedAt: nowSeconds() })).toBe(false);
  });

  it('ends at the gateways when collapsing cannot end the refresh tokens at Cognito', async () => {
    const { respond } = cognito;
    cognito.respond = () => ({ status: 400, body: { __type: 'AccessDeniedException' } });
    const ended = Array.from({ length: maxSessionsOfUser + 1 }, () => signIn('ada'));
    clock.advanceSeconds(60);
    for (const session of ended) await signOuts.session(session);
    cognito.respond = respond;
    for (const session of ended) expect(await isOver(session)).toBe(true);
  });

  it("ends another pool's sessions everywhere for good, and none that begin later", async () => {
    const session = { ...signIn('ada'), poolId: 'eu-west-1_TestPool2' };
    await signOuts.everywhere(session);
    clock.advanceSeconds(1);
    const later = { ...signIn('ada'), poolId: 'eu-west-1_TestPool2' };
    expect(await isOver(later)).toBe(false);
    await expectOverForGood(session);
  });
});
