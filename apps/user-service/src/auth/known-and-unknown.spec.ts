import { useResources } from '@gatehouse/test-kit';
import { publicRoutes } from '../testing/public-routes.js';
import { type CognitoAnswer, UserServiceFixture } from '../testing/user-service-fixture.js';

describe('a public route', () => {
  const resources = useResources();
  let fixture: UserServiceFixture;

  beforeAll(async () => {
    fixture = await resources.add(UserServiceFixture.start(process.env));
  });

  /** Everything that a caller sees of a response, and the calls of Cognito that it took. */
  async function seen(route: string, body: object, at: readonly [string, CognitoAnswer]) {
    fixture.reset();
    const [operation, answer] = at;
    fixture.answers[operation] = answer;
    const { status, headers, body: answered } = await fixture.call(route, { body });
    const { requestId: _, ...problem } = (answered ?? {}) as Record<string, unknown>;
    const fields = [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
    const calls = fixture.asked.map(([name, input]) => [name, Object.keys(input)]);
    return JSON.stringify({ status, fields, problem, calls });
  }

  it.each(publicRoutes.map((row) => [row.route, row.body, row] as const))(
    '%s %j answers alike for known and unknown users, after the same calls of Cognito',
    async (route, body, { operation, known, unknown }) => {
      const responses = new Set<string>();
      for (const answer of [...known, ...unknown]) {
        responses.add(await seen(route, body, [operation, answer]));
      }
      expect([...responses]).toHaveLength(1);
      expect([...responses][0]).toContain(operation);
    },
  );
});
