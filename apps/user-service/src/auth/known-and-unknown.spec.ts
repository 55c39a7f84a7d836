import { useResources } from '@gatehouse/test-kit';
import { cognitoException } from '../testing/cognito-answers.js';
import { type CognitoAnswer, UserServiceFixture } from '../testing/user-service-fixture.js';

const email = 'ada@example.com';
const password = 'Correct-horse-10';
const code = '123456';

const refused = (name: string): CognitoAnswer => cognitoException(name, `${name} says more`);
const sent = { CodeDeliveryDetails: { Destination: 'a***@e***', DeliveryMedium: 'EMAIL' } };

/** What Cognito may say to a route about a user who exists and about one who does not (developer guide, "Managing error responses"). */
const routes: readonly {
  readonly route: string;
  readonly body: object;
  readonly operation: string;
  readonly known: readonly CognitoAnswer[];
  readonly unknown: readonly CognitoAnswer[];
}[] = [
  {
    route: 'POST /auth/token',
    body: { username: email, password },
    operation: 'InitiateAuth',
    known: [
      'NotAuthorizedException',
      'UserNotConfirmedException',
      'PasswordResetRequiredException',
      'UserLambdaValidationException',
      'InvalidParameterException',
    ].map(refused),
    unknown: ['NotAuthorizedException', 'UserNotFoundException'].map(refused),
  },
  {
    route: 'POST /auth/token',
    body: { method: 'srp', username: email, srp_a: 'ff' },
    operation: 'InitiateAuth',
    known: ['UserNotConfirmedException', 'PasswordResetRequiredException'].map(refused),
    unknown: ['NotAuthorizedException', 'UserNotFoundException'].map(refused),
  },
  {
    route: 'POST /auth/token',
    body: { method: 'choice', username: email, preferred: 'email' },
    operation: 'InitiateAuth',
    known: ['CodeDeliveryFailureException', 'UserNotConfirmedException'].map(refused),
    unknown: ['NotAuthorizedException', 'UserNotFoundException'].map(refused),
  },
  {
    route: 'POST /auth/confirm',
    body: { email, code },
    operation: 'ConfirmSignUp',
    known: [
      'CodeMismatchException',
      'ExpiredCodeException',
      'NotAuthorizedException',
      'LimitExceededException',
      'TooManyFailedAttemptsException',
      'InvalidParameterException',
    ].map(refused),
    unknown: ['CodeMismatchException', 'ExpiredCodeException', 'UserNotFoundException'].map(
      refused,
    ),
  },
  {
    route: 'POST /auth/resend-code',
    body: { email },
    operation: 'ResendConfirmationCode',
    known: [
      { body: sent },
      ...['InvalidParameterException', 'LimitExceededException'].map(refused),
      refused('CodeDeliveryFailureException'),
    ],
    unknown: [{ body: sent }, refused('UserNotFoundException')],
  },
  {
    route: 'POST /auth/forgot-password',
    body: { email },
    operation: 'ForgotPassword',
    known: [
      { body: sent },
      ...['NotAuthorizedException', 'InvalidParameterException'].map(refused),
      ...['LimitExceededException', 'CodeDeliveryFailureException'].map(refused),
    ],
    unknown: [{ body: sent }, refused('UserNotFoundException')],
  },
  {
    route: 'POST /auth/reset-password',
    body: { email, code, password },
    operation: 'ConfirmForgotPassword',
    known: [
      'CodeMismatchException',
      'ExpiredCodeException',
      'NotAuthorizedException',
      'LimitExceededException',
      'TooManyFailedAttemptsException',
      'UserNotConfirmedException',
    ].map(refused),
    unknown: ['CodeMismatchException', 'ExpiredCodeException', 'UserNotFoundException'].map(
      refused,
    ),
  },
];

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

  it.each(routes.map((row) => [row.route, row.body, row] as const))(
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
