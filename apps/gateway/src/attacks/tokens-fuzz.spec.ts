/** @timeoutSeconds 60 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadConfig } from '@gatehouse/platform-core';
import { forgedTokens, TestIssuer, useResources } from '@gatehouse/test-kit';
import { gatewayConfig } from '../config.js';
import { type RunningGateway, startGateway } from '../start-gateway.js';
import { gatewayEnvironment } from './attacked-gateway.js';
import { refused } from './present-token.js';
import { RecordingUpstream } from './recording-upstream.js';

// A thousand attacks in every test run; `npm run soak` asks for a hundred thousand.
const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);
const atOnce = 25;
const warmUpRuns = 500;
const allowedGrowthBytes = 25_000_000;

const resources = useResources();
let issuer: TestIssuer;
let upstream: RecordingUpstream;
let gateway: RunningGateway;
let attacks: string[];

beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start());
  upstream = await resources.add(RecordingUpstream.start());
  gateway = await resources.add(
    startGateway(loadConfig(gatewayConfig, gatewayEnvironment(issuer, upstream.url))),
  );
  const forged = await forgedTokens(issuer);
  attacks = forged
    .filter(({ token, after }) => /^[\x21-\x7e]{1,16000}$/.test(token) && !after)
    .map(({ token }) => token);
});

/** An attack that never was before: a forged token with one more character of its header changed, which mends none. */
function attack(run: number): string {
  const token = attacks[run % attacks.length] ?? '';
  const round = Math.floor(run / attacks.length);
  if (round === 0) return token;
  const at = round % 10;
  return `${token.slice(0, at)}${(round % 36).toString(36)}${token.slice(at + 1)}`;
}

async function present(token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${gateway.url}/orders`, { headers });
  const { requestId: _, ...body } = (await answer.json()) as Record<string, unknown>;
  const type = answer.headers.get('content-type')?.replace(/; *charset=utf-8$/i, '');
  return { status: answer.status, challenge: answer.headers.get('www-authenticate'), type, body };
}

async function suffer(from: number, to: number): Promise<void> {
  for (let run = from; run < to; run += atOnce) {
    const tokens = Array.from({ length: Math.min(atOnce, to - run) }, (_, index) =>
      attack(run + index),
    );
    for (const answer of await Promise.all(tokens.map(present))) expect(answer).toEqual(refused);
  }
}

/** What is in use once all that isn't has been collected. */
function bytesInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('a gateway that is shown forged tokens without end', () => {
  it('refuses each alike, lets none through, and takes no more memory for it', async () => {
    await suffer(0, warmUpRuns);
    const before = bytesInUse();
    await suffer(warmUpRuns, Math.max(numRuns, warmUpRuns));
    expect(bytesInUse() - before).toBeLessThan(allowedGrowthBytes);
    expect(upstream.received).toEqual([]);
    const headers = { authorization: `Bearer ${await issuer.userToken()}` };
    expect((await fetch(`${gateway.url}/orders`, { headers })).status).toBe(200);
  });
});
