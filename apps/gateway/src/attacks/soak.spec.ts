/** @timeoutSeconds 60 */
import { freePorts, TestIssuer, useResources } from '@gatehouse/test-kit';
import { type Attack, goodFields, request } from './attack.js';
import { gatewayEnvironment } from './attacked-gateway.js';
import { carriageAttacks } from './carriage-attacks.js';
import { framingAttacks } from './framing-attacks.js';
import { GatewayProcess } from './gateway-process.js';
import { malformedTokens } from './malformed-tokens.js';
import { pathAttacks } from './path-attacks.js';
import { sendRaw } from './raw-client.js';
import { RecordingUpstream } from './recording-upstream.js';

// A few hundred attacks of every kind in a test run; `npm run soak` asks for a hundred thousand.
const runs = Number(process.env.FUZZ_RUNS ?? 300);
const concurrency = 20;
const timeoutMilliseconds = 60_000 + runs * 20;
/** What the gateway may have grown by, in bytes, between its warm-up and the end; in soak 170 octets an attack. */
const heapMargin = 16 * 1024 * 1024;
const residentMargin = 64 * 1024 * 1024;

const resources = useResources();
let issuer: TestIssuer;
let upstream: RecordingUpstream;
let gateway: GatewayProcess;

beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start());
  upstream = await resources.add(RecordingUpstream.start());
  const environment = { ...gatewayEnvironment(issuer, upstream.url), LOG_LEVEL: 'error' };
  const [port = 0] = await freePorts(1);
  gateway = await resources.add(GatewayProcess.start(resources, port, environment));
});

/** Sends so many attacks, round and round, some at once, and tells those that went otherwise than documented. */
async function fire(attacks: readonly Attack[], count: number): Promise<string[]> {
  const faults: string[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) {
      const { name, bytes, status, closes } = attacks[index % attacks.length]!;
      const { answers } = await sendRaw(gateway.url, bytes, closes ? 'closed' : 1);
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
      const before = await gateway.memory();
      expect(await fire(mixed, runs)).toEqual([]);
      const after = await gateway.memory();
      expect(after.heapUsed - before.heapUsed).toBeLessThan(heapMargin);
      expect(after.rss - before.rss).toBeLessThan(residentMargin);
      expect(gateway.isRunning).toBe(true);
      expect(gateway.output).toBe('');
      const good = request('GET /orders HTTP/1.1', goodFields(await issuer.userToken()));
      expect((await sendRaw(gateway.url, good)).answers[0]?.status).toBe(200);
    },
    timeoutMilliseconds,
  );
});
