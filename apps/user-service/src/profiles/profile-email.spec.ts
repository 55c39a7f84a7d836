import { scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { createDatabase } from '@gatehouse/persistence';
import { type RunningService, startService } from '@gatehouse/service-kit';
import {
  callService,
  FakeServer,
  TestGateway,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import * as schema from '../schema.js';
import { userService } from '../user-service.js';
import { FakePool } from '../testing/fake-pool.js';
import { storeProfile } from '../testing/store-profile.js';
import { testConfig } from '../testing/test-config.js';

const peerClientId = 'orderserviceclient00000000';
const poolId = 'eu-west-1_TestPool1';
const { usersRead, usersWrite } = scopes;

const resources = useResources();
let gateway: TestGateway;
let issuer: TestIssuer;
let cognito: FakeServer;
const pool = new FakePool(process.env);
let scratch: ScratchDatabase;
let service: RunningService;
let database: Awaited<ReturnType<typeof createDatabase<typeof schema>>>;

beforeAll(async () => {
  [gateway, issuer, cognito, scratch] = await Promise.all([
    resources.add(TestGateway.start()),
    resources.add(TestIssuer.start()),
    resources.add(FakeServer.start(pool.respond)),
    resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (scratch) =>
      scratch.drop(),
    ),
  ]);
  const surroundings = { databaseUrl: scratch.url, cognitoUrl: cognito.url, gateway, pool: issuer };
  service = await resources.add(
    startService(userService, testConfig({ ...surroundings, peerClientId })),
  );
  database = await resources.add(createDatabase({ url: scratch.url, schema }));
});

/** Who is behind the call: the profile's owner, another user, a machine, or nobody but the peer itself. */
type Subject = 'owner' | 'user' | 'machine' | 'none';
/** A caller; `peer` holds the scopes of the service that makes the call, absent where it comes by the gateway. */
type Caller = readonly [
  subject: Subject,
  held: readonly string[],
  peer?: readonly string[] | undefined,
];
type Shown = 'with the address' | 'without the address';

/** Every kind of caller that may read the profile, and those that may not: a number is the status that keeps it. */
const readers: [...Caller, shown: Shown | number][] = [
  ['owner', [], undefined, 403],
  ['owner', [usersRead], undefined, 'with the address'],
  ['owner', [], [], 403],
  ['owner', [usersRead], [], 403],
  ['owner', [], [usersRead], 'with the address'],
  ['owner', [usersRead], [usersRead], 'with the address'],
  ['user', [], undefined, 403],
  ['user', [usersRead], undefined, 'with the address'],
  ['user', [], [], 403],
  ['user', [usersRead], [], 403],
  ['user', [], [usersRead], 404],
  ['user', [usersRead], [usersRead], 'with the address'],
  ['machine', [], undefined, 403],
  ['machine', [usersRead], undefined, 'without the address'],
  ['machine', [], [], 403],
  ['machine', [usersRead], [], 403],
  ['machine', [], [usersRead], 'without the address'],
  ['machine', [usersRead], [usersRead], 'without the address'],
  ['none', [], [], 403],
  ['none', [], [usersRead], 'without the address'],
];

/** The same for the caller's own profile, which needs no scope to read. */
const owners: [route: string, ...Caller, shown: Shown | number][] = [
  ['GET /users/me', 'owner', [], undefined, 'with the address'],
  ['GET /users/me', 'owner', [], [usersRead], 'with the address'],
  ['GET /users/me', 'owner', [usersRead], [], 'without the address'],
  ['GET /users/me', 'machine', [usersRead], [usersRead], 403],
  ['GET /users/me', 'none', [], [usersRead], 403],
  ['PATCH /users/me', 'owner', [usersWrite], undefined, 'with the address'],
  ['PATCH /users/me', 'owner', [], [usersWrite, usersRead], 'with the address'],
  ['PATCH /users/me', 'owner', [usersRead, usersWrite], [usersWrite], 'without the address'],
];

const known = async () => {
  const sub = randomUUID();
  const email = `${sub}@example.com`;
  const profile = { poolId, sub, email, displayName: 'Ada', locale: 'en-GB' };
  await storeProfile(database, pool, profile);
  return { sub, email };
};

/** The headers of a call by this caller about the owner's profile. */
async function headersOf(owner: string, [subject, held, peer]: Caller) {
  const audience = peer ? 'order-service' : 'user-service';
  const sub = subject === 'owner' ? owner : randomUUID();
  const proof = {
    owner: () => gateway.userTxnToken(audience, held, { claims: { sub } }),
    user: () => gateway.userTxnToken(audience, held, { claims: { sub } }),
    machine: () => gateway.machineTxnToken(audience, held),
    none: () => Promise.resolve(undefined),
  }[subject];
  const txnToken = await proof();
  return {
    ...(txnToken === undefined ? {} : { 'txn-token': txnToken }),
    ...(peer ? { authorization: `Bearer ${await peerToken(peer)}` } : {}),
  };
}

function peerToken(held: readonly string[]): Promise<string> {
  const claims = { sub: peerClientId, client_id: peerClientId };
  return issuer.machineToken(held, { claims });
}

async function expectShown(route: string, caller: Caller, shown: Shown | number) {
  const profile = await known();
  const headers = await headersOf(profile.sub, caller);
  const body = route.startsWith('PATCH') ? { locale: 'en-GB' } : undefined;
  const path = route.replace(':id', profile.sub);
  const answer = await callService(service.url, path, { headers, body });
  if (shown !== 'with the address') expect(JSON.stringify(answer.body)).not.toContain('@example');
  if (typeof shown === 'number') {
    expect(answer.status).toBe(shown);
    expect(answer.body).not.toHaveProperty('displayName');
    return;
  }
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    id: profile.sub,
    displayName: 'Ada',
    locale: 'en-GB',
    ...(shown === 'with the address' ? { email: profile.email } : {}),
    createdAt: expect.any(String) as string,
    updatedAt: expect.any(String) as string,
  });
}

describe('the email address of a profile', () => {
  it.each(readers)(
    'read by id: %s with the scopes %j, through a peer with %j: %s',
    async (...row) => {
      const [subject, held, peer, shown] = row;
      await expectShown('GET /users/:id', [subject, held, peer], shown);
    },
  );

  it.each(owners)('%s: %s with the scopes %j, through a peer with %j: %s', async (...row) => {
    const [route, subject, held, peer, shown] = row;
    await expectShown(route, [subject, held, peer], shown);
  });
});
