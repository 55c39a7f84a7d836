import { scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { type RunningService, startService } from '@gatehouse/service-kit';
import {
  callService,
  type FakeAnswer,
  FakeServer,
  type ReceivedRequest,
  TestGateway,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { userService } from '../user-service.js';
import { cognitoException } from '../testing/cognito-answers.js';
import { testConfig } from '../testing/test-config.js';

const peerClientId = 'orderserviceclient00000000';
const { usersSupport } = scopes;
const actions = { disable: 'AdminDisableUser', enable: 'AdminEnableUser' } as const;
type Action = keyof typeof actions;

const resources = useResources();
let gateway: TestGateway;
let issuer: TestIssuer;
let cognito: FakeServer;
let management: FakeServer;
let scratch: ScratchDatabase;
let service: RunningService;
type GroupPages = readonly (readonly string[] | 'fails' | 'endless')[];
/** The pages of the list of groups of each user to be managed; a page `fails` with an exception. */
const groupPages = new Map<string, GroupPages>();

beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  [gateway, issuer, cognito, management, scratch] = await Promise.all([
    resources.add(TestGateway.start()),
    resources.add(TestIssuer.start()),
    resources.add(FakeServer.start(answerAsCognito)),
    resources.add(FakeServer.start(() => ({ body: { instance: 'one' } }))),
    resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (scratch) =>
      scratch.drop(),
    ),
  ]);
  service = await resources.add(
    startService(
      userService,
      testConfig({
        databaseUrl: scratch.url,
        cognitoUrl: cognito.url,
        gateway,
        pool: issuer,
        peerClientId,
        tokenUrl: `${cognito.url}/oauth2/token`,
        managementUrls: [management.url],
      }),
    ),
  );
});
beforeEach(() => {
  groupPages.clear();
  cognito.requests.length = 0;
  management.requests.length = 0;
});

function answerAsCognito({ path, headers, body }: ReceivedRequest): FakeAnswer {
  if (path === '/oauth2/token') {
    return { body: { access_token: 'a.b.c', token_type: 'Bearer', expires_in: 3600 } };
  }
  const operation = String(headers['x-amz-target']).split('.')[1];
  const { Username, NextToken } = JSON.parse(body) as Record<string, string | undefined>;
  if (operation === 'AdminGetUser') {
    return { body: { UserAttributes: [{ Name: 'sub', Value: Username }] } };
  }
  if (operation !== 'AdminListGroupsForUser') return { body: {} };
  return groupPage(groupPages.get(Username!) ?? [[]], Number(NextToken ?? 0));
}

function groupPage(pages: GroupPages, index: number): FakeAnswer {
  const page = pages[index] ?? pages[0]!;
  if (page === 'fails') return cognitoException('InternalErrorException');
  if (page === 'endless') return { body: { Groups: [], NextToken: String(index + 1) } };
  const NextToken = index + 1 < pages.length ? String(index + 1) : undefined;
  return { body: { Groups: page.map((GroupName) => ({ GroupName })), NextToken } };
}

/** The operations that Cognito was asked for with this user. */
const asked = (id: string) =>
  cognito.requests
    .filter(({ path, body }) => path === '/' && body.includes(id))
    .map(({ headers }) => String(headers['x-amz-target']).split('.')[1]!);
/** Revocations that name this user, as the gateway received them. */
const revocationsOf = (id: string) => management.requests.filter(({ body }) => body.includes(id));

type Caller = () => Promise<Record<string, string>>;
const user =
  (
    groups: readonly string[],
    held = [usersSupport],
    sub = randomUUID(),
    audience = 'user-service',
  ) =>
  async () => ({
    'txn-token': await gateway.userTxnToken(audience, held, {
      claims: { sub },
      context: { groups },
    }),
  });
const peerFor =
  (subject: Caller): Caller =>
  async () => {
    const claims = { sub: peerClientId, client_id: peerClientId };
    const token = await issuer.machineToken([usersSupport], { claims });
    return { ...(await subject()), authorization: `Bearer ${token}` };
  };
const throughPeer = (groups: readonly string[], held = [usersSupport]) =>
  peerFor(user(groups, held, randomUUID(), 'order-service'));

const callers: Record<string, Caller> = {
  'a user in support': user(['support']),
  'a user in support and customer': user(['customer', 'support']),
  'a machine that holds users/support': async () => ({
    'txn-token': await gateway.machineTxnToken('user-service', [usersSupport]),
  }),
  'a peer for a user in support': throughPeer(['support']),
};
const act = async (action: Action, id: string, caller: Caller) =>
  callService(service.url, `POST /users/${id}/${action}`, { headers: await caller() });

async function expectRejected(action: Action, id: string, caller: Caller): Promise<void> {
  const answer = await act(action, id, caller);
  expect(answer).toMatchObject({ status: 403, body: { code: 'insufficient_rank', status: 403 } });
  expect(asked(id)).not.toContain(actions[action]);
  expect(revocationsOf(id)).toEqual([]);
}

/** A user to be managed, who has such groups. */
function userIn(pages: GroupPages): string {
  const id = randomUUID();
  groupPages.set(id, pages);
  return id;
}

describe.each(['disable', 'enable'] as const)('POST /users/:id/%s', (action) => {
  describe.each(Object.keys(callers))('by %s', (name) => {
    const caller = callers[name]!;

    it("manages users in no group, in others, and in an identity provider's group", async () => {
      const others = [[], ['customer'], ['fulfilment', 'customer'], ['eu-west-1_TestPool1_Google']];
      // To enable a user waits for the end of a second of Cognito's clock.
      await Promise.all(
        others.map(async (groups) => {
          const id = userIn([groups]);
          expect((await act(action, id, caller)).status).toBe(204);
          expect(asked(id).at(-1)).toBe(actions[action]);
        }),
      );
    });

    it.each([
      ['in support', [['support']]],
      ['in support and others', [['customer', 'fulfilment', 'support']]],
      ['whose third page of groups has support', [['customer'], [], ['support']]],
    ])('rejects a user %s, and changes nothing', async (_who, pages) => {
      await expectRejected(action, userIn(pages), caller);
    });

    it.each([
      ['fails', ['fails' as const]],
      ['fails on its second page', [['customer'], 'fails' as const]],
      ['never ends', ['endless' as const]],
    ])('answers 503 and changes nothing when the list of groups %s', async (_why, pages) => {
      const id = userIn(pages);
      const answer = await act(action, id, caller);
      expect(answer).toMatchObject({
        status: 503,
        body: { code: 'identity_provider_unavailable' },
      });
      expect(asked(id)).not.toContain(actions[action]);
      expect(revocationsOf(id)).toEqual([]);
    });
  });

  it('rejects support that means itself, without a call to Cognito', async () => {
    const id = randomUUID();
    await expectRejected(action, id, user(['support'], [usersSupport], id));
    expect(asked(id)).toEqual([]);
  });

  it('rejects a user for whom a peer calls that has the scope the user lacks', async () => {
    for (const groups of [['customer'], ['support']]) {
      await expectRejected(action, randomUUID(), throughPeer(groups, []));
    }
  });
});
