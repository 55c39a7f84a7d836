/** @timeoutSeconds 60 */
import { connect, type Socket } from 'node:net';
import { freePorts, TestIssuer, useResources, waitUntil } from '@gatehouse/test-kit';
import { goodFields, request } from './attack.js';
import { gatewayEnvironment } from './attacked-gateway.js';
import { GatewayProcess } from './gateway-process.js';
import { OverloadUpstream } from './overload-upstream.js';
import { sendRaw } from './raw-client.js';

// Times are judged by `npm run soak` alone: a test run shares its machine.
const isSoak = Number(process.env.FUZZ_RUNS ?? 0) >= 10_000;
const connections = 1_000;
const calls = isSoak ? 2_000 : 200;
const callers = 4;
const highestP99Milliseconds = 200;
const residentMargin = 192 * 1024 * 1024;
const bodyLimitBytes = 262_144;

const resources = useResources();
let issuer: TestIssuer;
let upstream: OverloadUpstream;
let gateway: GatewayProcess;
let attackerToken: string;
let victimToken: string;

beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start());
  upstream = await resources.add(OverloadUpstream.start());
  const [port = 0] = await freePorts(1);
  gateway = await resources.add(
    GatewayProcess.start(resources, port, {
      ...gatewayEnvironment(issuer, upstream.url),
      BODY_LIMIT_BYTES: `${bodyLimitBytes}`,
      UPSTREAM_TIMEOUT_SECONDS: '300',
      LOG_LEVEL: 'warn',
    }),
  );
  [attackerToken, victimToken] = (await Promise.all(
    ['attacker', 'victim'].map((name) =>
      issuer.userToken([], { claims: { sub: name, username: name } }),
    ),
  )) as [string, string];
});

const authTokenHead = (length: number) =>
  request('POST /auth/token HTTP/1.1', ['Host: x', `Content-Length: ${length}`]);
const ofAttacker = (line: string, ...fields: string[]) =>
  request(`${line} HTTP/1.1`, [...goodFields(attackerToken), ...fields]);

interface Overload {
  readonly name: string;
  /** What each connection sends. */
  readonly bytes: () => string;
  /** Reads nothing of the response. */
  readonly isPaused?: boolean;
  /** What the log and health name; nothing when no shared limit is reached. */
  readonly cause?: string;
  /** Path at the upstream, and how many of the requests stay open there. */
  readonly reaches?: readonly [path: string, most: number];
  /** No token is sent, so an attacker on the others' address looks like one of them. */
  readonly isAnonymous?: boolean;
}

const overloads: readonly Overload[] = [
  {
    name: 'the head and one byte of a body, without a token',
    isAnonymous: true,
    bytes: () => `${authTokenHead(5000)}{`,
    cause: 'too_many_incomplete_bodies',
  },
  {
    name: 'one chunk of a body, without a token',
    isAnonymous: true,
    bytes: () =>
      `${request('POST /auth/token HTTP/1.1', ['Host: x', 'Transfer-Encoding: chunked'])}1\r\n{\r\n`,
    cause: 'too_many_incomplete_bodies',
  },
  {
    name: 'all but one byte of a body of 64 KiB',
    bytes: () => authTokenHead(65_536) + 'a'.repeat(65_535),
    cause: 'too_many_incomplete_bodies',
  },
  {
    name: 'one byte of a body, with a token',
    bytes: () => `${ofAttacker('POST /orders', 'Content-Length: 5000')}{`,
    cause: 'too_many_incomplete_bodies',
  },
  {
    name: 'most of a body longer than 64 KiB, with a token',
    bytes: () =>
      ofAttacker('POST /orders/long', `Content-Length: ${bodyLimitBytes}`) + 'a'.repeat(100_000),
    reaches: ['/orders/long', 32],
  },
  {
    name: 'requests for event streams',
    bytes: () => ofAttacker('GET /orders/events'),
    cause: 'caller_too_many_streams',
    reaches: ['/orders/events', 32],
  },
  {
    name: 'requests whose large responses it does not read',
    bytes: () => ofAttacker('GET /orders/large'),
    isPaused: true,
    cause: 'caller_too_many_streams',
    reaches: ['/orders/large', 32],
  },
  {
    name: 'requests that the upstream does not respond to, with a token',
    bytes: () => ofAttacker('GET /orders/hang'),
    reaches: ['/orders/hang', 64],
  },
];

/** Opens connections that each send the bytes, and keeps them open. */
async function open(
  { bytes, isPaused = false }: Overload,
  localAddress: string,
): Promise<() => Promise<void>> {
  const { port } = new URL(gateway.url);
  const sent = bytes();
  const sockets = await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<Socket>((resolve) => {
          const options = { port: Number(port), host: '127.0.0.1', localAddress };
          const socket = connect(options, () =>
            socket.write(sent, 'latin1', () => resolve(socket)),
          );
          socket.on('error', () => resolve(socket));
          if (isPaused) socket.pause();
          else socket.resume();
        }),
    ),
  );
  return async () => {
    const open = sockets.filter(({ closed }) => !closed);
    await Promise.all(
      open.map((socket) => new Promise((resolve) => socket.once('close', resolve).destroy())),
    );
  };
}

/** What other callers get meanwhile: the statuses, and the 99th percentile of the times in milliseconds. */
async function callAsOthers(): Promise<{ statuses: readonly number[]; p99: number }> {
  const bodies = { length: 'Content-Length: 2', text: '{}' };
  const requests = [
    request('POST /auth/token HTTP/1.1', ['Host: x', bodies.length], bodies.text),
    request('GET /orders/quick HTTP/1.1', goodFields(victimToken)),
    request('POST /orders HTTP/1.1', [...goodFields(victimToken), bodies.length], bodies.text),
    request('GET /users/me HTTP/1.1', goodFields(victimToken)),
  ];
  const statuses = new Set<number>();
  const times: number[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < calls; index = next++) {
      const started = performance.now();
      const { answers } = await sendRaw(gateway.url, requests[index % requests.length] ?? '');
      times.push(performance.now() - started);
      statuses.add(answers[0]?.status ?? 0);
    }
  };
  await Promise.all(Array.from({ length: callers }, worker));
  times.sort((one, other) => one - other);
  return { statuses: [...statuses], p99: times[Math.floor(times.length * 0.99)] ?? 0 };
}

async function health(): Promise<{ status: string; causes?: Record<string, string> }> {
  const response = await fetch(`${gateway.url}/health/ready`);
  expect(response.status).toBe(200);
  return (await response.json()) as { status: string };
}

async function suffer(overload: Overload, address: string): Promise<void> {
  const before = await gateway.memory();
  const end = await open(overload, address);
  const { statuses, p99 } = await callAsOthers();
  expect(statuses).toEqual([200]);
  if (isSoak) expect(p99).toBeLessThan(highestP99Milliseconds);
  const { cause, reaches: [path, most] = ['/orders/none', 0] } = overload;
  if (cause !== undefined) {
    expect(Object.values((await health()).causes ?? {})).toContain(cause);
    expect(gateway.output).toContain(`"reason":"${cause}"`);
  }
  await until(() => upstream.openAt(path) <= most, `at most ${most} upstream requests`);
  expect((await gateway.memory()).rss - before.rss).toBeLessThan(residentMargin);
  await end();
  await until(() => upstream.openAt(path) === 0, 'the end of the upstream requests');
}

const until = (condition: () => boolean, what: string) =>
  waitUntil(condition, { what, withinMilliseconds: 60_000 });

describe(`a caller with ${connections} connections does not hold up the others`, () => {
  it.each(overloads)('when each sends $name', (overload) => suffer(overload, '127.0.0.2'));

  it.each(overloads.filter(({ isAnonymous }) => isSoak || isAnonymous))(
    'from the same address, when each sends $name',
    (overload) => suffer(overload, '127.0.0.1'),
  );
});
