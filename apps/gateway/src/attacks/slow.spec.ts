/** @timeoutSeconds 60 */
import { connect } from 'node:net';
import { createLogger, loadConfig } from '@gatehouse/platform-core';
import { createApp, listen, registerHealth } from '@gatehouse/platform-nest';
import { TestIssuer, useResources } from '@gatehouse/test-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { gatewayConfig } from '../config.js';
import { Forwarding } from '../forwarding/forwarding.js';
import { prepareForwarding } from '../forwarding/prepare-forwarding.js';
import { KnownRevocations } from '../revocation/known-revocations.js';
import { OpenRequests } from '../revocation/open-requests.js';
import { goodFields, request } from './attack.js';
import { gatewayEnvironment } from './attacked-gateway.js';
import { RecordingUpstream } from './recording-upstream.js';

/** The limits of every app, made short; all else is as in a started gateway. */
const limits = {
  headersMilliseconds: 500,
  requestMilliseconds: 1_000,
  timeoutCheckMilliseconds: 50,
} as const;
const dripMilliseconds = 10;

const resources = useResources();
let issuer: TestIssuer;
let upstream: RecordingUpstream;
let app: NestFastifyApplication;
let url: string;
let token: string;

beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start());
  token = await issuer.userToken();
  upstream = await resources.add(RecordingUpstream.start());
  const config = loadConfig(gatewayConfig, gatewayEnvironment(issuer, upstream.url));
  const logger = createLogger('gateway', 'silent');
  const openRequests = new OpenRequests();
  const revocations = new KnownRevocations(openRequests);
  const forwarding = new Forwarding(config, logger);
  const module = AppModule.forRoot(config, logger, { openRequests, revocations, forwarding });
  app = await resources.add(createApp(module, { logger, parseBodies: false, limits }));
  prepareForwarding(app, config);
  registerHealth(app);
  url = await listen(app, { port: 0, host: '127.0.0.1' });
});

/** Sends the beginning, then the rest an octet at a time and over again, until the connection ends. */
function drip(beginning: string, rest: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    let sent = 0;
    let timer: NodeJS.Timeout | undefined;
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.write(beginning);
      timer = setInterval(() => {
        if (rest !== '' && socket.writable) socket.write(rest[sent++ % rest.length]!);
      }, dripMilliseconds);
    });
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearInterval(timer);
      resolve(answer);
    });
  });
}

const head = (...fields: string[]) =>
  request('POST /orders HTTP/1.1', [...goodFields(token), ...fields]);

describe('a slow caller', () => {
  beforeEach(() => (upstream.received.length = 0));
  afterEach(async () => expect((await fetch(`${url}/health`)).status).toBe(200));

  it.each<[string, string, string]>([
    ['nothing at all', '', ''],
    ['empty lines', '', '\r\n'],
    ['half a start line', 'GET /ord', ''],
    ['half a head', 'GET /orders HTTP/1.1\r\nHost: x\r\n', ''],
    ['a header field an octet at a time', 'GET /orders HTTP/1.1\r\n', 'X-A: b\r\n'],
    ['a header value without end', 'GET /orders HTTP/1.1\r\nX-A: ', 'b'],
  ])('who sends %s is answered 408 and cut off', async (_name, beginning, rest) => {
    const answer = await drip(beginning, rest);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('application/problem+json');
    expect(upstream.received).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['no octet of its body', 'Content-Length: 1000', ''],
    ['its body an octet at a time', 'Content-Length: 1000', 'a'],
    ['chunks of one octet', 'Transfer-Encoding: chunked', '1\r\na\r\n'],
    ['half a chunk size', 'Transfer-Encoding: chunked', ''],
    ['a chunk extension without end', 'Transfer-Encoding: chunked', '1;aaa'],
  ])(
    'who sends %s is answered 408, and nothing of it goes upstream',
    async (_name, field, rest) => {
      const answer = await drip(head(field), rest);
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(answer).toContain('application/problem+json');
      expect(upstream.received).toEqual([]);
    },
  );

  it('who has no token waits for nobody with its body', async () => {
    const fields = ['Host: x', 'Content-Length: 1000'];
    const answer = await drip(request('POST /orders HTTP/1.1', fields), '');
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(upstream.received).toEqual([]);
  });

  it('does not hold up another', async () => {
    const slow = Array.from({ length: 200 }, () => drip('GET /orders HTTP/1.1\r\n', 'X-A: b\r\n'));
    const answer = await fetch(`${url}/orders`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    for (const refused of await Promise.all(slow)) expect(refused).toMatch(/^HTTP\/1\.1 408 /);
  });
});
