import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePorts, TestIssuer } from '@gatehouse/test-kit';
import { type Attack, goodFields, request } from './attack.js';
import { gatewayEnvironment } from './attacked-gateway.js';
import { carriageAttacks } from './carriage-attacks.js';
import { framingAttacks } from './framing-attacks.js';
import { malformedTokens } from './malformed-tokens.js';
import { pathAttacks } from './path-attacks.js';
import { sendRaw } from './raw-client.js';
import { RecordingUpstream } from './recording-upstream.js';

// A few hundred attacks of every kind in a test run; `npm run soak` asks for a hundred thousand.
const runs = Number(process.env.FUZZ_RUNS ?? 300);
const concurrency = 20;
const pollMilliseconds = 50;
const timeoutMilliseconds = 60_000 + runs * 20;
/** What the gateway may have grown by, in bytes, between its warm-up and the end; in soak 170 octets an attack. */
const heapMargin = 16 * 1024 * 1024;
const residentMargin = 64 * 1024 * 1024;

const gatewayFolder = fileURLToPath(new URL('../..', import.meta.url));
const typescript = new URL('../../../../tools/typescript/register.mjs', import.meta.url).href;
/** Loaded into the gateway's process before it starts: tells its memory, after a collection, when asked. */
const memoryReporter = `data:text/javascript,${encodeURIComponent(`
  process.on('message', () => { globalThis.gc(); process.send(process.memoryUsage()); });
  process.channel.unref();
`)}`;

let issuer: TestIssuer;
let upstream: RecordingUpstream;
let gateway: ChildProcess;
let url: string;
let output = '';

beforeAll(async () => {
  issuer = await TestIssuer.start();
  upstream = await RecordingUpstream.start();
  const [port] = await freePorts(1);
  url = `http://127.0.0.1:${port}`;
  const env = { ...gatewayEnvironment(issuer, upstream.url), PORT: `${port}`, LOG_LEVEL: 'error' };
  const options = ['--expose-gc', '--conditions=@gatehouse/source', '--import', typescript];
  gateway = spawn(process.execPath, [...options, '--import', memoryReporter, 'src/main.ts'], {
    cwd: gatewayFolder,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [gateway.stdout, gateway.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  while (!(await isUp())) {
    if (gateway.exitCode !== null) throw new Error(`the gateway did not start:\n${output}`);
    await once(gateway, 'exit', { signal: AbortSignal.timeout(pollMilliseconds) }).catch(() => 0);
  }
});

afterAll(async () => {
  if (gateway.exitCode === null) {
    gateway.kill();
    await once(gateway, 'exit');
  }
  await upstream.close();
  await issuer.close();
});

async function isUp(): Promise<boolean> {
  const { answers } = await sendRaw(url, request('GET /health HTTP/1.1', ['Host: x']));
  return answers[0]?.status === 200;
}

/** Heap and resident set of the gateway, in bytes. */
async function memory(): Promise<NodeJS.MemoryUsage> {
  gateway.send('memory');
  const [usage] = (await once(gateway, 'message')) as [NodeJS.MemoryUsage];
  return usage;
}

/** Sends so many attacks, round and round, some at once, and tells those that went otherwise than documented. */
async function fire(attacks: readonly Attack[], count: number): Promise<string[]> {
  const faults: string[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) {
      const { name, bytes, status, closes } = attacks[index % attacks.length]!;
      const { answers } = await sendRaw(url, bytes, closes ? 'closed' : 1);
      const answered = answers[0]?.status;
      if (answered !== status) faults.push(`${name}: ${answered} instead of ${status}`);
      upstream.received.length = 0;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return faults;
}

describe('a gateway under attack', () => {
  it(
    'answers each as documented, lives, and keeps nothing of them',
    async () => {
      const token = await issuer.userToken();
      const attacks = [
        ...framingAttacks(token),
        ...pathAttacks(token),
        ...carriageAttacks(token),
        ...malformedTokens(token),
      ];
      // Shuffled the same way every time, so that a short run sees some of each kind.
      const mixed = attacks.map((_attack, index) => attacks[(index * 7919) % attacks.length]!);
      expect(await fire(mixed, Math.min(runs, 5_000))).toEqual([]);
      const before = await memory();
      expect(await fire(mixed, runs)).toEqual([]);
      const after = await memory();
      expect(after.heapUsed - before.heapUsed).toBeLessThan(heapMargin);
      expect(after.rss - before.rss).toBeLessThan(residentMargin);
      expect(gateway.exitCode).toBeNull();
      expect(output).toBe('');
      const good = request('GET /orders HTTP/1.1', goodFields(await issuer.userToken()));
      expect((await sendRaw(url, good)).answers[0]?.status).toBe(200);
    },
    timeoutMilliseconds,
  );
});
