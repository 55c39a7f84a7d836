/** The variables of tests, benchmarks and their tools. */
const text = (name, description, more = {}) => ({
  name,
  type: 'text',
  isSecret: false,
  description,
  ...more,
});

export const testSettings = [
  text(
    'TEST_DATABASE_URL',
    'The database of specs, whose role creates others. Absent: one is started.',
    {
      type: 'PostgreSQL URL',
      isSecret: true,
    },
  ),
  text(
    'REQUIRE_ALL_TESTS',
    'Set to anything: a test that lacks a program, such as Chromium, fails instead of being skipped.',
  ),
  text('CHROMIUM', 'The Chromium of tests in a browser.', {
    type: 'path',
    default: '/usr/bin/chromium',
  }),
  text('FUZZ_RUNS', 'Cases of each fuzz test. Absent: as many as the spec states, 300 or 1000.', {
    type: 'count',
  }),
  text(
    'KILLS',
    'How often a test of durability kills its process. Absent: as often as the spec states, 2 or 20.',
    {
      type: 'count',
    },
  ),
  text('RUNS', 'Repetitions of `bench/revocation.mjs`.', { type: 'count', default: '100' }),
  text(
    'E2E_SYSTEM',
    'The running system that apps/e2e tests: the line that `tools/local/start-built.mjs` prints. Absent: one is started.',
    {
      type: 'JSON',
    },
  ),
  text(
    'SDK_SUITE_ENDPOINT',
    'The target of the SDK suite: the address of an emulator, or `aws`. Absent: an emulator is started.',
  ),
  text(
    'SDK_SUITE_CODES',
    'The command that prints a code that the target sent, called with the username and the kind of message. Required with `aws`.',
  ),
  text(
    'SDK_SUITE_SNS_CALLER_ARN',
    'The IAM role with which the pools of the SDK suite send text messages.',
    {
      default: 'arn:aws:iam::123456789012:role/sms',
    },
  ),
  text(
    'SDK_SUITE_SES_SOURCE_ARN',
    'The SES identity with which the pools of the SDK suite send codes of email MFA.',
    {
      default: 'arn:aws:ses:eu-west-1:123456789012:identity/example.com',
    },
  ),
];
