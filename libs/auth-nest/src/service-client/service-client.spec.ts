import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { spyOn } from 'jest-mock';
import { ClientCredentialsTokenSource } from '@gatehouse/auth-core';
import { type FakeAnswer, type FakeReaction, FakeServer, useResources } from '@gatehouse/test-kit';
import type { ServiceRequest } from './service-request.js';
import { ServiceClient, type ServiceClientOptions } from './service-client.js';

const unlimited = { retryBudgetLeast: 1_000, breakerLeastCalls: 1_000, breakerCalls: 1_000 };
const refusedToken: FakeAnswer = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer realm="users", error="invalid_token"' },
};

describe('ServiceClient', () => {
  const resources = useResources();
  let users: FakeServer;
  let cognito: FakeServer;
  let client: ServiceClient;
  let issued: number;

  const create = (limits: ServiceClientOptions['limits'] = {}, path = '') => {
    const source = new ClientCredentialsTokenSource({
      tokenUrl: cognito.url,
      clientId: 'machine',
      clientSecrets: ['sesame'],
    });
    return resources.add(
      new ServiceClient({
        name: 'user-service',
        baseUrl: users.url + path,
        tokens: { source, scopes: ['users/read'] },
        limits: {
          firstRetryPauseMilliseconds: 5,
          headersTimeoutMilliseconds: 20_000,
          deadlineMilliseconds: 20_000,
          ...unlimited,
          ...limits,
        },
      }),
      (client) => client.onApplicationShutdown(),
    );
  };
  const call = (request: Partial<ServiceRequest<unknown>> = {}, by = client) =>
    by.request({ path: '/users/ada', parse: (body) => body, ...request });

  beforeEach(async () => {
    issued = 0;
    [users, cognito] = await Promise.all([
      resources.add(FakeServer.start(() => ({ body: { id: 'ada' } }))),
      resources.add(
        FakeServer.start(() => ({
          body: { access_token: `token-${(issued += 1)}`, token_type: 'Bearer', expires_in: 3600 },
        })),
      ),
    ]);
    client = create();
  });
  const bearers = () => users.requests.map(({ headers }) => headers.authorization);

  describe('a call', () => {
    it('carries its own token and passes on request id, Txn-Token and trace', async () => {
      const context = {
        requestId: 'request-0001',
        txnToken: 'the.txn.token',
        traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
        tracestate: 'vendor=1',
        baggage: 'tenant=7',
      };
      const answer = await call({ context, query: { page: 2, of: 'a&b' } });
      expect(answer).toMatchObject({ status: 200, body: { id: 'ada' } });
      expect(users.requests).toMatchObject([
        {
          method: 'GET',
          path: '/users/ada?page=2&of=a%26b',
          headers: {
            accept: 'application/json',
            authorization: 'Bearer token-1',
            'x-request-id': 'request-0001',
            'txn-token': 'the.txn.token',
            traceparent: context.traceparent,
            tracestate: 'vendor=1',
            baggage: 'tenant=7',
          },
        },
      ]);
    });

    it('sends JSON, and no header that it has nothing for', async () => {
      await call({ method: 'POST', body: { name: 'Ada' }, idempotencyKey: 'key-1' });
      const [request] = users.requests;
      expect(request).toMatchObject({ method: 'POST', body: '{"name":"Ada"}' });
      expect(Object.keys(request!.headers).sort()).toEqual(
        'accept authorization connection content-length content-type host idempotency-key'.split(
          ' ',
        ),
      );
    });

    it('gives undefined for an answer without a body', async () => {
      users.respond = () => ({ status: 204 });
      expect(await call()).toMatchObject({ status: 204, body: undefined });
    });

    it('stays under the base URL', async () => {
      client = create({}, '/api/v1/');
      await call({ path: '/users/a%20b;v=1' });
      expect(users.requests[0]?.path).toBe('/api/v1/users/a%20b;v=1');
    });

    it.each(
      [
        '',
        'users',
        '//evil/x',
        '/a//b',
        '/a/',
        '/a/../b',
        '/..',
        '/.',
        '/a/%2e%2E/b',
        '/a%2fb',
      ].concat([
        '/a%5Cb',
        '/a\\b',
        '/a?b',
        '/a#b',
        '/a b',
        '/a\r\nb',
        '/%0d',
        '/%zz',
        'http://evil/',
      ]),
    )('is not made to the path %j', async (path) => {
      await expect(call({ path })).rejects.toBeInstanceOf(TypeError);
      expect(users.requests).toEqual([]);
    });

    it('is not made with a header that would be two', async () => {
      const asking = call({ context: { requestId: 'x\r\nevil: 1' } });
      await expect(asking).rejects.toThrow(
        new TypeError('the request to user-service cannot be sent'),
      );
    });
  });

  describe('an answer', () => {
    it.each<[string, number, FakeAnswer]>([
      ['status', 404, { status: 404, body: { code: 'not a word' } }],
      ['status', 500, { status: 500, body: '<html>' }],
      ['status', 302, { status: 302, headers: { location: '/elsewhere' } }],
      ['not_json', 200, { body: '<html>' }],
      ['not_json', 200, { headers: { 'content-type': 'text/plain' }, body: '{}' }],
      ['too_large', 200, { body: 'x'.repeat(2_000) }],
      ['unexpected_body', 200, { body: { id: 'eve' } }],
    ])('of no use is an error: %s, %i', async (reason, status, reaction) => {
      users.respond = () => reaction;
      client = create({ answerBytes: 1_000 });
      const parse = (): never => {
        throw new Error('eve');
      };
      await expect(call({ parse })).rejects.toMatchObject({
        name: 'ServiceAnswerError',
        reason,
        status,
        problemCode: undefined,
        message: `user-service: ${reason}: status ${status}`,
      });
      expect(users.requests).toHaveLength(1);
    });

    it("that is a problem is an error with the problem's code", async () => {
      users.respond = () => ({ status: 404, body: { code: 'user_not_found' } });
      await expect(call()).rejects.toMatchObject({ status: 404, problemCode: 'user_not_found' });
    });
  });

  describe('a token refused as invalid', () => {
    it('is replaced once, whatever the method', async () => {
      users.respond = ({ headers }) =>
        headers.authorization === 'Bearer token-1' ? refusedToken : { body: {} };
      await call({ method: 'POST' });
      expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-2']);
    });

    it('is not replaced a second time, nor a token a call', async () => {
      users.respond = () => refusedToken;
      for (let index = 0; index < 3; index += 1) {
        await expect(call()).rejects.toMatchObject({ reason: 'status', status: 401 });
      }
      expect(cognito.requests).toHaveLength(2);
      expect(users.requests).toHaveLength(4);
    });

    it.each(['Bearer', 'Bearer error="insufficient_scope"', 'Basic error="invalid_token"'])(
      'is one the challenge says so of, unlike %j',
      async (challenge) => {
        users.respond = () => ({ status: 401, headers: { 'www-authenticate': challenge } });
        await expect(call()).rejects.toMatchObject({ status: 401 });
        expect(cognito.requests).toHaveLength(1);
      },
    );
  });

  describe('a retry', () => {
    const failing = (times: number, reaction: FakeReaction) => () =>
      users.requests.length <= times ? reaction : { body: { id: 'ada' } };

    it.each<[string, FakeReaction]>([
      ['breaks off', 'drop'],
      ['answers 503', { status: 503 }],
      ['answers 502', { status: 502 }],
      ['asks to wait', { status: 429, headers: { 'retry-after': '0' } }],
    ])('is made of a safe call when the service %s', async (_name, reaction) => {
      users.respond = failing(2, reaction);
      expect(await call()).toMatchObject({ status: 200 });
      expect(users.requests).toHaveLength(3);
    });

    it('is made of a safe call when the service is silent', async () => {
      client = create({ headersTimeoutMilliseconds: 1_000 });
      users.respond = failing(1, 'hang');
      expect(await call()).toMatchObject({ status: 200 });
    });

    it('is made of any call of which nothing was sent', async () => {
      await call();
      await users.close();
      const random = spyOn(Math, 'random').mockReturnValue(0);
      await expect(call({ method: 'POST' })).rejects.toMatchObject({ detail: 'ECONNREFUSED' });
      // One pause before each retry, of which the random share is asked.
      expect(random).toHaveBeenCalledTimes(2);
      random.mockRestore();
    });

    it('is made of another call by its key alone', async () => {
      users.respond = failing(1, 'drop');
      await expect(call({ method: 'POST' })).rejects.toMatchObject({ reason: 'unreachable' });
      expect(users.requests).toHaveLength(1);
      users.requests.length = 0;
      expect(await call({ method: 'POST', idempotencyKey: 'key-1' })).toMatchObject({
        status: 200,
      });
      expect(users.requests).toHaveLength(2);
    });

    it('is made so many times at most', async () => {
      users.respond = () => ({ status: 503 });
      await expect(call()).rejects.toMatchObject({ reason: 'failing', retryAfterSeconds: 5 });
      expect(users.requests).toHaveLength(3);
    });

    it('is not made before the service wants it, nor when that is after the deadline', async () => {
      users.respond = () => ({ status: 503, headers: { 'retry-after': '70' } });
      await expect(call()).rejects.toMatchObject({ reason: 'failing', retryAfterSeconds: 70 });
      expect(users.requests).toHaveLength(1);
    });

    it('is made within the budget: a fifth of the calls', async () => {
      client = create({ retryBudgetLeast: 0 });
      users.respond = ({ path }) => (path === '/bad' ? { status: 503 } : { body: {} });
      for (let index = 0; index < 20; index += 1) await call();
      users.requests.length = 0;
      for (let index = 0; index < 10; index += 1) await call({ path: '/bad' }).catch(String);
      expect(users.requests).toHaveLength(10 + 6);
    });
  });

  describe('a call that can get no answer', () => {
    it.each<[string, FakeReaction, number]>([
      ['timeout', 'hang', 100],
      ['unreachable', 'drop', 20_000],
    ])('says so: %s', async (reason, reaction, deadlineMilliseconds) => {
      client = create({ retries: 0, deadlineMilliseconds });
      users.respond = () => reaction;
      await expect(call()).rejects.toMatchObject({ name: 'ServiceUnavailableError', reason });
    });

    it('ends at the deadline, also while it is queued', async () => {
      client = create({ deadlineMilliseconds: 100, connections: 1 });
      users.respond = () => 'hang';
      const calls = await Promise.allSettled([call(), call(), call()]);
      expect(calls).toMatchObject(calls.map(() => ({ reason: { reason: 'timeout' } })));
    });

    it('ends at the deadline while its answer trickles in', async () => {
      const trickling = createServer((_request, response) => {
        const drop = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(drop));
      });
      resources.add(trickling);
      await new Promise<void>((resolve) => trickling.listen(0, '127.0.0.1', resolve));
      const { port } = trickling.address() as AddressInfo;
      const other = resources.add(
        new ServiceClient({
          name: 'trickling',
          baseUrl: `http://127.0.0.1:${port}`,
          limits: { deadlineMilliseconds: 100 },
        }),
      );
      await expect(call({}, other)).rejects.toMatchObject({ reason: 'timeout' });
    });

    it('waits for a token no longer than the deadline, and asks nobody without', async () => {
      client = create({ deadlineMilliseconds: 100 });
      cognito.respond = () => 'hang';
      await expect(call()).rejects.toMatchObject({
        reason: 'token_unavailable',
        detail: 'timeout: no token in time',
      });
      expect(users.requests).toEqual([]);
    });

    it('says that the service is down, without delay', async () => {
      await users.close();
      await expect(call()).rejects.toMatchObject({
        reason: 'unreachable',
        detail: 'ECONNREFUSED',
      });
    });

    it('is refused when too many are under way', async () => {
      client = create({ concurrentCalls: 2 });
      const [, , third] = await Promise.allSettled([call(), call(), call()]);
      expect(third).toMatchObject({ reason: { reason: 'overloaded' } });
      expect(await call()).toMatchObject({ status: 200 });
    });

    it('is refused once the client is closed, and one under way goes on', async () => {
      let closing: Promise<void> | undefined;
      users.respond = () => {
        closing = client.close();
        return { body: {} };
      };
      expect(await call()).toMatchObject({ status: 200 });
      await closing;
      await expect(call()).rejects.toMatchObject({ reason: 'closed' });
    });
  });

  it('shows neither secret nor token in errors, nor when it is logged', async () => {
    users.respond = () => refusedToken;
    const context = { txnToken: 'the.txn.token' };
    const error: unknown = await call({ context }).catch((thrown: unknown) => thrown);
    cognito.respond = () => ({ status: 400, body: { error: 'invalid_client' } });
    const other: unknown = await call({ context }, create()).catch((thrown: unknown) => thrown);
    const shown = inspect([error, other, client], { depth: 12, showHidden: true });
    expect(shown).toContain('invalid_client');
    expect(shown).not.toMatch(/sesame|token-\d|the\.txn\.token/);
  });

  it.each(['ftp://users', 'users', 'http://a:b@users', 'http://users?x=1', 'http://users#x'])(
    'refuses the base URL %j',
    (baseUrl) => {
      expect(() => new ServiceClient({ name: 'user-service', baseUrl })).toThrow(TypeError);
    },
  );

  it('refuses limits that make no sense', () => {
    expect(() => create({ retries: -1 })).toThrow(RangeError);
  });
});
