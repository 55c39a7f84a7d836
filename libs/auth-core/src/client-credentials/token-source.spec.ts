import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeClock } from '@gatehouse/test-kit';
import { ClientCredentialsTokenSource, TokenUnavailableError } from './token-source.js';

let server: Server;
let requests: { authorization: string | undefined; body: string }[];
let answer: { status: number; body: unknown };
let clock: FakeClock;
let source: ClientCredentialsTokenSource;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

beforeEach(async () => {
  requests = [];
  answer = { status: 200, body: { access_token: 'first', expires_in: 3600 } };
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      requests.push({ authorization: request.headers.authorization, body });
      response.writeHead(answer.status).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clock = new FakeClock();
  source = new ClientCredentialsTokenSource({
    tokenUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth2/token`,
    clientId: 'machine',
    clientSecret: 'a+b:c',
    scopes: ['users/read'],
    clock,
  });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('ClientCredentialsTokenSource', () => {
  it('asks once for all callers, with an explicit scope and Basic authentication', async () => {
    const tokens = await Promise.all(Array.from({ length: 100 }, () => source.token()));
    expect(new Set(tokens)).toEqual(new Set(['first']));
    expect(requests).toEqual([
      {
        authorization: `Basic ${Buffer.from('machine:a%2Bb%3Ac').toString('base64')}`,
        body: 'grant_type=client_credentials&scope=users%2Fread',
      },
    ]);
  });

  it('keeps the token until a minute before it expires', async () => {
    await source.token();
    answer.body = { access_token: 'second', expires_in: 3600 };
    clock.advanceSeconds(3539);
    await expect(source.token()).resolves.toBe('first');
    clock.advanceSeconds(1);
    await expect(source.token()).resolves.toBe('second');
  });

  it('asks again for a token that was refused', async () => {
    const token = await source.token();
    answer.body = { access_token: 'second', expires_in: 3600 };
    source.forget('another');
    await expect(source.token()).resolves.toBe('first');
    source.forget(token);
    await expect(source.token()).resolves.toBe('second');
  });

  it.each([
    [{ status: 400, body: { error: 'invalid_client' } }],
    [{ status: 200, body: { access_token: '', expires_in: 3600 } }],
    [{ status: 200, body: { access_token: 'x', expires_in: '3600' } }],
    [{ status: 200, body: [] }],
  ])('says that none is to be had for %j, and tries again next time', async (bad) => {
    answer = bad;
    await expect(source.token()).rejects.toBeInstanceOf(TokenUnavailableError);
    answer = { status: 200, body: { access_token: 'later', expires_in: 3600 } };
    await expect(source.token()).resolves.toBe('later');
  });
});
