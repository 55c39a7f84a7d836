import { ClientCredentialsTokenSource, type Principal } from '@gatehouse/auth-core';
import { ServiceClient } from '@gatehouse/auth-nest';
import { FakeServer, useResources } from '@gatehouse/test-kit';
import { knownUser, tokenAnswers, unknownUser } from '../testing/upstream-answers.js';
import { CustomerDirectory } from './customer-directory.js';
import { CustomerCheckUnavailableError } from './errors.js';
import { UserServiceClient } from './user-service-client.js';

const caller: Principal = {
  kind: 'client',
  subject: 'partner',
  poolId: 'pool-a',
  clientId: 'partner',
  scopes: [],
  requestingWorkloads: ['gateway'],
  issuedAt: 0,
};
const call = { caller, requestId: 'request-0001', txnToken: 'the.txn.token' };

const refusedToken = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer realm="gatehouse", error="invalid_token"' },
};

describe('CustomerDirectory', () => {
  const resources = useResources();
  let users: FakeServer;
  let cognito: FakeServer;
  let customers: CustomerDirectory;
  let client: ServiceClient;

  beforeEach(async () => {
    [users, cognito] = await Promise.all([
      resources.add(FakeServer.start(knownUser)),
      resources.add(FakeServer.start(tokenAnswers())),
    ]);
    customers = create();
  });

  const create = (deadlineMilliseconds = 20_000) => {
    const source = new ClientCredentialsTokenSource({
      tokenUrl: `${cognito.url}/oauth2/token`,
      clientId: 'order-service-client',
      clientSecrets: ['secret'],
    });
    client = resources.add(
      new ServiceClient({
        name: 'user-service',
        baseUrl: users.url,
        tokens: { source, scopes: ['users/read'] },
        limits: {
          deadlineMilliseconds,
          headersTimeoutMilliseconds: 20_000,
          retries: 1,
          firstRetryPauseMilliseconds: 10,
        },
      }),
      (client) => client.onApplicationShutdown(),
    );
    return new CustomerDirectory(new UserServiceClient(client));
  };

  const bearers = () => users.requests.map(({ headers }) => headers.authorization);

  it("asks with its own token, the caller's Txn-Token and the request's id", async () => {
    expect(await customers.has('a+b', call)).toBe(true);
    expect(users.requests).toHaveLength(1);
    expect(users.requests[0]).toMatchObject({
      method: 'GET',
      path: '/users/a%2Bb',
      headers: {
        authorization: 'Bearer token-1',
        'txn-token': 'the.txn.token',
        'x-request-id': 'request-0001',
      },
    });
    expect(cognito.requests[0]?.body).toBe('grant_type=client_credentials&scope=users%2Fread');
  });

  it('passes the trace on', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await customers.has('ada', { ...call, traceparent, tracestate: 'vendor=1' });
    expect(users.requests[0]?.headers).toMatchObject({ traceparent, tracestate: 'vendor=1' });
  });

  it('sends no Txn-Token where the call came without one', async () => {
    await customers.has('ada', { caller, requestId: 'request-0002' });
    expect(users.requests[0]?.headers).not.toHaveProperty('txn-token');
  });

  it('keeps its token', async () => {
    await Promise.all([customers.has('ada', call), customers.has('ada', call)]);
    await customers.has('ada', call);
    expect(bearers()).toEqual(Array.from({ length: 3 }, () => 'Bearer token-1'));
    expect(cognito.requests).toHaveLength(1);
  });

  it('tries a new token once when its own is refused', async () => {
    users.respond = (request) =>
      request.headers.authorization === 'Bearer token-1' ? refusedToken : knownUser(request);
    expect(await customers.has('ada', call)).toBe(true);
    expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-2']);
    await customers.has('ada', call);
    expect(bearers().at(-1)).toBe('Bearer token-2');
  });

  it('says no for a customer user-service does not know', async () => {
    users.respond = () => unknownUser;
    expect(await customers.has('eve', call)).toBe(false);
  });

  it.each<[string, FakeServer['respond'], number]>([
    ['refuses every token', () => refusedToken, 2],
    ['refuses the Txn-Token', () => ({ status: 401 }), 1],
    ['refuses the scope', () => ({ status: 403 }), 1],
    ['fails', () => ({ status: 500 }), 1],
    ['is draining', () => ({ status: 503 }), 2],
    ['drops the connection', () => 'drop', 2],
    ['answers with a page', () => ({ body: '<html>' }), 1],
    ['answers about someone else', () => knownUser({ path: '/users/eve' }), 1],
    ['sends elsewhere', () => ({ status: 302, headers: { location: '/elsewhere' } }), 1],
  ])('does not know when user-service %s', async (_name, respond, requests) => {
    users.respond = respond;
    await expect(customers.has('ada', call)).rejects.toBeInstanceOf(CustomerCheckUnavailableError);
    expect(users.requests).toHaveLength(requests);
  });

  it('does not know when user-service says nothing until the deadline', async () => {
    await client.onApplicationShutdown();
    customers = create(200);
    users.respond = () => 'hang';
    await expect(customers.has('ada', call)).rejects.toBeInstanceOf(CustomerCheckUnavailableError);
    expect(users.requests.length).toBeLessThan(2);
  });

  it('does not know, and asks nobody, when it gets no token', async () => {
    cognito.respond = () => ({ status: 400, body: { error: 'invalid_client' } });
    const asking = customers.has('ada', call);
    await expect(asking).rejects.toBeInstanceOf(CustomerCheckUnavailableError);
    await expect(asking).rejects.toMatchObject({
      message: expect.not.stringContaining('secret') as string,
    });
    expect(users.requests).toEqual([]);
  });
});
