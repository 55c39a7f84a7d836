import { scopes } from '@gatehouse/contracts';
import { createScratchDatabase } from '@gatehouse/local-database';
import { type RunningService, startService } from '@gatehouse/service-kit';
import {
  callService,
  FakeServer,
  TestGateway,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { FakePool } from '../testing/fake-pool.js';
import { testConfig } from '../testing/test-config.js';
import { userService } from '../user-service.js';

const email = 'ada@example.com';

describe('a profile', () => {
  const resources = useResources();
  let pool: FakePool;
  let gateway: TestGateway;
  let issuer: TestIssuer;
  let service: RunningService;

  beforeAll(async () => {
    pool = new FakePool(process.env);
    const [cognito, scratch] = await Promise.all([
      resources.add(FakeServer.start(pool.respond)),
      resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (one) => one.drop()),
    ]);
    [gateway, issuer] = await Promise.all([
      resources.add(TestGateway.start()),
      resources.add(TestIssuer.start()),
    ]);
    const config = testConfig({
      databaseUrl: scratch.url,
      cognitoUrl: cognito.url,
      gateway,
      pool: issuer,
      peerClientId: issuer.machineClientId,
    });
    service = await resources.add(startService(userService, config));
  });
  beforeEach(() => {
    pool.isAway = false;
    pool.lookups = 0;
  });

  async function asUser(sub: string, session = 'first', route = 'GET /users/me', body?: object) {
    const held = [scopes.usersRead, scopes.usersWrite];
    const token = await gateway.userTxnToken('user-service', held, {
      claims: { sub },
      context: { origin_jti: session },
    });
    return callService(service.url, route, { headers: { 'txn-token': token }, body });
  }
  async function asMachine(id: string) {
    const token = await issuer.machineToken([scopes.usersRead], {
      claims: { sub: issuer.machineClientId, client_id: issuer.machineClientId },
    });
    const headers = { authorization: `Bearer ${token}` };
    return callService(service.url, `GET /users/${id}`, { headers });
  }

  it('has name and address of the pool when its user is first seen', async () => {
    const sub = randomUUID();
    pool.put(sub, { email, email_verified: 'true', name: 'Ada' });
    const { body } = await asUser(sub);
    expect(body).toMatchObject({ id: sub, displayName: 'Ada', email });
  });

  it('shows no address that nobody has confirmed, to anybody', async () => {
    const sub = randomUUID();
    pool.put(sub, { email, email_verified: 'false', name: 'Ada' });
    expect((await asUser(sub)).body).toMatchObject({ displayName: 'Ada', email: null });
    const supporter = randomUUID();
    pool.put(supporter);
    const { body } = await asUser(supporter, 'first', `GET /users/${sub}`);
    expect(body).toMatchObject({ id: sub, email: null });
  });

  it('is read again in each new session, and once in each', async () => {
    const sub = randomUUID();
    pool.put(sub, { email, email_verified: 'true', name: 'Ada' });
    await asUser(sub);
    pool.put(sub, { email: 'ada@new.example', email_verified: 'true', name: 'Ada L.' });
    expect((await asUser(sub)).body).toMatchObject({ displayName: 'Ada', email });
    expect(pool.lookups).toBe(1);
    const { body } = await asUser(sub, 'second');
    expect(body).toMatchObject({ displayName: 'Ada L.', email: 'ada@new.example' });
    expect(pool.lookups).toBe(2);
  });

  it('is not read again in a session because a machine has looked at it', async () => {
    const sub = randomUUID();
    pool.put(sub, { name: 'Ada' });
    await asUser(sub);
    await asMachine(sub);
    const before = pool.lookups;
    await asUser(sub);
    expect(pool.lookups).toBe(before);
  });

  it('keeps the name that its user chose here', async () => {
    const sub = randomUUID();
    pool.put(sub, { name: 'Ada' });
    await asUser(sub, 'first', 'PATCH /users/me', { displayName: 'Countess' });
    pool.put(sub, { name: 'Augusta' });
    expect((await asUser(sub, 'second')).body).toMatchObject({ displayName: 'Countess' });
    await asUser(sub, 'second', 'PATCH /users/me', { displayName: null });
    expect((await asUser(sub, 'second')).body).toMatchObject({ displayName: 'Augusta' });
  });

  it('shows what is known while the pool is away, and follows it afterwards', async () => {
    const sub = randomUUID();
    pool.put(sub, { email, email_verified: 'true', name: 'Ada' });
    pool.isAway = true;
    const early = await asUser(sub);
    expect([early.status, early.body]).toMatchObject([200, { displayName: null, email: null }]);
    pool.isAway = false;
    expect((await asUser(sub)).body).toMatchObject({ displayName: 'Ada', email });
    pool.isAway = true;
    const late = await asUser(sub, 'second');
    expect([late.status, late.body]).toMatchObject([200, { displayName: 'Ada', email }]);
  });

  it('is not made for a user whom the pool no longer has', async () => {
    const sub = randomUUID();
    const gone = await asUser(sub);
    expect([gone.status, gone.body]).toMatchObject([404, { code: 'user_not_found' }]);
    expect((await asMachine(sub)).status).toBe(404);
  });

  it('is made for a user whom nobody here has seen, when a machine asks', async () => {
    const sub = randomUUID();
    pool.put(sub, { email, email_verified: 'true', name: 'Ada' });
    const { status, body } = await asMachine(sub);
    expect([status, body]).toMatchObject([200, { id: sub, displayName: 'Ada' }]);
    expect(body).not.toHaveProperty('email');
  });

  it('is there for a machine when its user signs in through another provider', async () => {
    const sub = randomUUID();
    pool.put(sub, { name: 'Ada' }, { username: 'Google_118234567890123456789' });
    const { status, body } = await asMachine(sub);
    expect([status, body]).toMatchObject([200, { id: sub, displayName: 'Ada' }]);
  });

  it.each<[string, (sub: string) => void]>([
    ['deleted', (sub) => pool.remove(sub)],
    ['disabled', (sub) => pool.put(sub, {}, { enabled: false })],
    ['unconfirmed', (sub) => pool.put(sub, {}, { status: 'UNCONFIRMED' })],
  ])('is not there for a machine once its user is %s', async (_name, change) => {
    const sub = randomUUID();
    pool.put(sub, { name: 'Ada' });
    expect((await asUser(sub)).status).toBe(200);
    expect((await asMachine(sub)).status).toBe(200);
    change(sub);
    const refused = await asMachine(sub);
    expect([refused.status, refused.body]).toMatchObject([404, { code: 'user_not_found' }]);
  });

  it('is not shown to a machine while nobody can say whether its user still has an account', async () => {
    const sub = randomUUID();
    pool.put(sub);
    await asUser(sub);
    pool.isAway = true;
    expect((await asMachine(sub)).status).toBe(503);
  });
});
