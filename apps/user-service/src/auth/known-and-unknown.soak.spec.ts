import { useResources } from '@gatehouse/test-kit';
import { performance } from 'node:perf_hooks';
import { cognitoException, signUpAnswer } from '../testing/cognito-answers.js';
import { type PublicRoute, publicRoutes } from '../testing/public-routes.js';
import { type CognitoAnswer, UserServiceFixture } from '../testing/user-service-fixture.js';

/** Pairs of requests for each route. With these, differences of a few per cent show on a machine that does nothing else. */
const pairs = 2_000;
const warmUps = 300;
/** How much of the smaller median the two may differ by. */
const tolerance = 0.05;

/** Who has an account gets a notice instead of a code; the caller sees the same. */
const signUp: PublicRoute = {
  route: 'POST /auth/sign-up',
  body: { email: 'ada@example.com', password: 'Correct-horse-10' },
  operation: 'SignUp',
  known: [cognitoException('UsernameExistsException')],
  unknown: [{ body: signUpAnswer }],
};

const resources = useResources();
let fixture: UserServiceFixture;
const table: string[] = [];

beforeAll(async () => {
  // No server listens there, so that notices stay in the queue.
  const mail = {
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: { name: '', address: 'notices@example.com' },
  };
  fixture = await resources.add(UserServiceFixture.start(process.env, mail));
});
afterAll(() => void process.stdout.write(`${table.join('\n')}\n`));

async function timed(row: PublicRoute, answer: CognitoAnswer): Promise<number> {
  fixture.reset();
  fixture.answers[row.operation] = answer;
  const started = performance.now();
  await fixture.call(row.route, { body: row.body });
  return performance.now() - started;
}

/** Medians in milliseconds. Known and unknown users take turns, and each pair begins with the other one. */
async function mediansOf(row: PublicRoute): Promise<{ known: number; unknown: number }> {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  for (let pair = -warmUps; pair < pairs; pair++) {
    const turns = (['known', 'unknown'] as const).map((kind) => ({ kind, answers: row[kind] }));
    if (pair % 2 !== 0) turns.reverse();
    for (const { kind, answers } of turns) {
      const answer = answers[Math.abs(pair) % answers.length]!;
      const time = await timed(row, answer);
      if (pair >= 0) times[kind].push(time);
    }
  }
  return { known: median(times.known), unknown: median(times.unknown) };
}

function median(times: readonly number[]): number {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)]!;
}

describe('a public route', () => {
  it.each([...publicRoutes, signUp].map((row) => [row.route, row.body, row] as const))(
    '%s %j takes the same time for known and unknown users',
    async (route, body, row) => {
      const { known, unknown } = await mediansOf(row);
      const ratio = known / unknown;
      const cells = [route, Object.keys(body).join(), known.toFixed(3), unknown.toFixed(3)];
      table.push(`| ${[...cells, ratio.toFixed(3)].join(' | ')} |`);
      expect(Math.abs(Math.log(ratio))).toBeLessThan(tolerance);
    },
  );
});
