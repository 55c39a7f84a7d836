import { createLogger, type SecurityEventName, securityEvents } from '@gatehouse/platform-core';
import { scopes } from '@gatehouse/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { type RunningService, startService } from '@gatehouse/service-kit';
import {
  callService,
  type FakeAnswer,
  FakeServer,
  type ReceivedRequest,
  TestGateway,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { createHmac, randomUUID } from 'node:crypto';
import { userService } from './user-service.js';
import { authenticationResult, cognitoException, signUpAnswer } from './testing/cognito-answers.js';
import { testConfig } from './testing/test-config.js';

const key = 'a key that all apps of this test share';
const poolId = 'eu-west-1_TestPool1';
const email = 'Ada@Example.com';
const password = 'Correct-horse-9';
const refreshToken = 'a-refresh-token-of-hers';
const accessToken = "the.user's-own.access-token";
const [actorSub, targetSub] = [randomUUID(), randomUUID()];
const gatewayAddress = '198.51.100.7';
const clientAddress = '203.0.113.9';

const resources = useResources();
let gateway: TestGateway;
let issuer: TestIssuer;
let cognito: FakeServer;
let management: FakeServer;
let scratch: ScratchDatabase;
let service: RunningService;
let userToken: string;
/** What Cognito answers by operation; anything else is an empty object. */
let answers: Record<string, FakeAnswer>;
const output: string[] = [];
/** The session of a challenge that was presented last. */
let sealed = refreshToken;

beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  [gateway, issuer, cognito, management, scratch] = await Promise.all([
    resources.add(TestGateway.start()),
    resources.add(TestIssuer.start()),
    resources.add(FakeServer.start(answerAsCognito)),
    resources.add(FakeServer.start(() => ({ body: { instance: 'one' } }))),
    resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (scratch) =>
      scratch.drop(),
    ),
  ]);
  userToken = await issuer.userToken([], { claims: { sub: actorSub } });
  const config = testConfig({
    databaseUrl: scratch.url,
    cognitoUrl: cognito.url,
    gateway,
    pool: issuer,
    peerClientId: issuer.machineClientId,
    tokenUrl: `${cognito.url}/oauth2/token`,
    managementUrls: [management.url],
  });
  // The default level, as a deployment has it that sets none.
  const logger = createLogger('user-service', undefined, { write: (line) => output.push(line) });
  service = await resources.add(
    startService(userService, { ...config, SECURITY_LOG_KEY: key }, { logger }),
  );
});
beforeEach(() => {
  answers = {};
  output.length = 0;
});

function answerAsCognito({ path, headers, body }: ReceivedRequest): FakeAnswer {
  if (path === '/oauth2/token') {
    return { body: { access_token: 'a.b.c', token_type: 'Bearer', expires_in: 3600 } };
  }
  const operation = String(headers['x-amz-target']).split('.')[1]!;
  if (answers[operation]) return answers[operation];
  if (operation !== 'AdminGetUser') return { body: {} };
  const { Username: Value } = JSON.parse(body) as { Username: string };
  return { body: { UserAttributes: [{ Name: 'sub', Value }] } };
}

/** HMAC-SHA-256 as docs/how-to/read-the-logs.md tells readers to compute it. */
const hash = (label: string, text: string) =>
  createHmac('sha256', key)
    .update(JSON.stringify(['gatehouse security event', label, poolId, text]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
const actor = hash('subject', actorSub);
const target = hash('subject', targetSub);
const signInName = hash('sign-in name', email.toLowerCase());

/** A verified user, as the gateway vouches for them. */
const user = async (held: readonly string[], groups: readonly string[] = []) => ({
  'txn-token': await gateway.userTxnToken('user-service', held, {
    claims: { sub: actorSub, rctx: { req_ip: clientAddress } },
    context: { groups, origin_jti: 'a-session-of-hers' },
  }),
  'cognito-access-token': accessToken,
});
const supporter = () => user([scopes.usersSupport], ['support']);
const customer = () => user(['aws.cognito.signin.user.admin']);
const anyone = () => Promise.resolve({});
const tokens = () => ({
  body: { AuthenticationResult: { ...authenticationResult, AccessToken: userToken } },
});
const refused = () => cognitoException('NotAuthorizedException', `${email} and ${password}`);

interface Case {
  readonly event: SecurityEventName;
  readonly route: string;
  readonly headers: () => Promise<Record<string, string>>;
  readonly body?: object | (() => Promise<object>);
  /** What Cognito answers, by operation. */
  readonly cognito?: () => Record<string, FakeAnswer>;
  readonly status: number;
  /** Members of the line; those of the kind that are not named here are absent. */
  readonly line: Readonly<Record<string, string>>;
}

const credentials = { username: email, password };
const mail = { email };
const atGateway = { clientAddress: gatewayAddress };
const named = { ...atGateway, signInName };
const own = { clientAddress, actor };
const managed = { ...own, target };
const disable = `POST /users/${targetSub}/disable`;
const enable = `POST /users/${targetSub}/enable`;
const supportGroup = () => ({ body: { Groups: [{ GroupName: 'support' }] } });

const signIn = { route: 'POST /auth/token', headers: anyone, body: credentials };
const refresh = {
  route: 'POST /auth/refresh',
  headers: anyone,
  body: { refresh_token: refreshToken },
};
const confirm = { route: 'POST /auth/confirm', headers: anyone, body: { ...mail, code: '918273' } };
const resend = { route: 'POST /auth/resend-code', headers: anyone, body: mail };
const forgot = { route: 'POST /auth/forgot-password', headers: anyone, body: mail };
const reset = {
  route: 'POST /auth/reset-password',
  headers: anyone,
  body: { ...mail, code: '918273', password },
};
const totpChallenge = () => ({
  body: { ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: 'a-session', ChallengeParameters: {} },
});
const challenge = {
  route: 'POST /auth/challenge',
  headers: anyone,
  body: async () => ({ challenge: 'totp', session: await challengeSession(), code: '918273' }),
};
const stepUp = { route: 'POST /account/step-up', headers: customer, body: { password } };
/** A step-up of the customer, with no trace in the log. */
async function steppedUp() {
  const before = answers;
  answers = { InitiateAuth: tokens() };
  const headers = await customer();
  const { body } = await callService(service.url, stepUp.route, { headers, body: { password } });
  answers = before;
  output.length = 0;
  sealed = (body as { readonly step_up: string }).step_up;
  return { ...headers, 'step-up': sealed };
}
const changing = (route: string, body?: object) => ({
  route: `${route.split(' ')[0]} /account/${route.split(' ')[1]}`,
  headers: steppedUp,
  body,
});
const passwordChange = changing('POST password', {
  current_password: password,
  new_password: 'Correct-horse-10',
});
const emailChange = changing('POST email', mail);
const factorChange = changing('PUT factors/sms');
const passkeyChange = changing('DELETE passkeys/abc');
const deviceChange = changing('DELETE devices/eu-west-1_0a');
const signOut = { route: 'POST /account/sign-out', headers: customer };
const disabling = { route: disable, headers: supporter };
const enabling = { route: enable, headers: supporter };

const cases: Case[] = [
  {
    event: 'auth.signed_in',
    ...signIn,
    cognito: () => ({ InitiateAuth: tokens() }),
    status: 200,
    line: { ...named, actor },
  },
  {
    event: 'auth.sign_in_failed',
    ...signIn,
    cognito: () => ({ InitiateAuth: refused() }),
    status: 401,
    line: { ...named, reason: 'invalid_credentials' },
  },
  {
    event: 'auth.sign_in_failed',
    ...signIn,
    cognito: () => ({ InitiateAuth: cognitoException('UserNotConfirmedException') }),
    status: 401,
    line: { ...named, reason: 'user_not_confirmed' },
  },
  {
    event: 'auth.sign_in_failed',
    ...signIn,
    cognito: () => ({
      InitiateAuth: { body: { ChallengeName: 'CUSTOM_CHALLENGE', Session: 'a-session' } },
    }),
    status: 403,
    line: { ...named, reason: 'challenge_required' },
  },
  {
    event: 'auth.challenged',
    ...signIn,
    cognito: () => ({ InitiateAuth: totpChallenge() }),
    status: 200,
    line: named,
  },
  {
    event: 'auth.signed_in',
    ...challenge,
    cognito: () => ({ RespondToAuthChallenge: tokens() }),
    status: 200,
    line: { ...named, actor },
  },
  {
    event: 'auth.challenged',
    ...challenge,
    cognito: () => ({ RespondToAuthChallenge: totpChallenge() }),
    status: 200,
    line: named,
  },
  {
    event: 'auth.sign_in_failed',
    ...challenge,
    cognito: () => ({ RespondToAuthChallenge: cognitoException('CodeMismatchException') }),
    status: 400,
    line: { ...named, reason: 'invalid_code' },
  },
  {
    event: 'auth.sign_in_failed',
    ...challenge,
    body: async () => ({ challenge: 'totp', session: 'eyJhIjoxfQ.a.b.c.d', code: '918273' }),
    status: 401,
    line: { ...atGateway, reason: 'sign_in_expired' },
  },
  {
    event: 'auth.sign_in_failed',
    route: 'POST /auth/token',
    headers: anyone,
    body: { ...credentials, more: true },
    status: 400,
    line: { ...named, reason: 'invalid_request' },
  },
  {
    event: 'auth.refreshed',
    ...refresh,
    cognito: () => ({ GetTokensFromRefreshToken: tokens() }),
    status: 200,
    line: { ...atGateway, actor },
  },
  {
    event: 'auth.refresh_failed',
    ...refresh,
    cognito: () => ({ GetTokensFromRefreshToken: refused() }),
    status: 401,
    line: { ...atGateway, reason: 'invalid_refresh_token' },
  },
  {
    event: 'auth.signed_up',
    route: 'POST /auth/sign-up',
    headers: anyone,
    body: { ...mail, password, name: 'Ada Lovelace' },
    cognito: () => ({ SignUp: { body: { ...signUpAnswer, UserSub: actorSub } } }),
    status: 201,
    line: { ...named, actor },
  },
  {
    event: 'auth.sign_up_failed',
    route: 'POST /auth/sign-up',
    headers: anyone,
    body: { ...mail, password },
    cognito: () => ({ SignUp: cognitoException('UsernameExistsException') }),
    status: 409,
    line: { ...named, reason: 'user_exists' },
  },
  {
    event: 'auth.confirmed',
    ...confirm,
    status: 204,
    line: named,
  },
  {
    event: 'auth.confirm_failed',
    ...confirm,
    cognito: () => ({ ConfirmSignUp: cognitoException('CodeMismatchException') }),
    status: 400,
    line: { ...named, reason: 'invalid_code' },
  },
  {
    event: 'auth.code_requested',
    ...resend,
    status: 202,
    line: named,
  },
  {
    event: 'auth.code_request_failed',
    ...resend,
    cognito: () => ({ ResendConfirmationCode: cognitoException('TooManyRequestsException') }),
    status: 429,
    line: { ...named, reason: 'too_many_requests' },
  },
  {
    event: 'auth.code_requested',
    ...forgot,
    cognito: () => ({ ForgotPassword: cognitoException('UserNotFoundException') }),
    status: 202,
    line: named,
  },
  {
    event: 'auth.code_request_failed',
    ...forgot,
    cognito: () => ({ ForgotPassword: cognitoException('InternalErrorException') }),
    status: 503,
    line: { ...named, reason: 'identity_provider_unavailable' },
  },
  {
    event: 'auth.password_reset',
    ...reset,
    cognito: () => ({
      AdminGetUser: { body: { UserAttributes: [{ Name: 'sub', Value: actorSub }] } },
    }),
    status: 204,
    line: { ...named, actor },
  },
  {
    event: 'auth.password_reset_failed',
    ...reset,
    cognito: () => ({ ConfirmForgotPassword: cognitoException('CodeMismatchException') }),
    status: 400,
    line: { ...named, reason: 'invalid_code' },
  },
  {
    event: 'account.signed_out',
    ...signOut,
    body: {},
    status: 204,
    line: own,
  },
  {
    event: 'account.sign_out_failed',
    ...signOut,
    body: { refresh_token: 'a b' },
    status: 400,
    line: { ...own, reason: 'invalid_request' },
  },
  {
    event: 'account.sign_out_failed',
    route: 'POST /account/sign-out',
    headers: anyone,
    body: {},
    status: 401,
    line: { clientAddress: '127.0.0.1', reason: 'missing_token' },
  },
  {
    event: 'account.signed_out_everywhere',
    ...signOut,
    body: { everywhere: true },
    status: 204,
    line: own,
  },
  {
    event: 'account.sign_out_everywhere_failed',
    ...signOut,
    body: { everywhere: true, refresh_token: refreshToken },
    status: 400,
    line: { ...own, reason: 'invalid_request' },
  },
  {
    event: 'support.user_disabled',
    ...disabling,
    status: 204,
    line: managed,
  },
  {
    event: 'support.user_disable_rejected',
    ...disabling,
    cognito: () => ({ AdminListGroupsForUser: supportGroup() }),
    status: 403,
    line: { ...managed, reason: 'insufficient_rank' },
  },
  {
    event: 'support.user_disable_rejected',
    route: disable,
    headers: customer,
    status: 403,
    line: { ...managed, reason: 'insufficient_scope' },
  },
  {
    event: 'support.user_disable_rejected',
    route: disable,
    headers: anyone,
    status: 401,
    line: { target, clientAddress: '127.0.0.1', reason: 'missing_token' },
  },
  {
    event: 'support.user_disable_rejected',
    ...disabling,
    cognito: () => ({ AdminGetUser: cognitoException('UserNotFoundException') }),
    status: 404,
    line: { ...managed, reason: 'user_not_found' },
  },
  {
    event: 'account.stepped_up',
    ...stepUp,
    cognito: () => ({ InitiateAuth: tokens() }),
    status: 200,
    line: own,
  },
  {
    event: 'account.step_up_challenged',
    ...stepUp,
    cognito: () => ({ InitiateAuth: totpChallenge() }),
    status: 200,
    line: own,
  },
  {
    event: 'account.step_up_failed',
    ...stepUp,
    cognito: () => ({ InitiateAuth: refused() }),
    status: 401,
    line: { ...own, reason: 'invalid_credentials' },
  },
  { event: 'account.password_changed', ...passwordChange, status: 204, line: own },
  {
    event: 'account.password_change_failed',
    ...passwordChange,
    cognito: () => ({ ChangePassword: refused() }),
    status: 400,
    line: { ...own, reason: 'wrong_password' },
  },
  { event: 'account.attributes_changed', ...emailChange, status: 200, line: own },
  {
    event: 'account.attributes_change_failed',
    ...emailChange,
    headers: customer,
    status: 403,
    line: { ...own, reason: 'step_up_required' },
  },
  { event: 'account.factors_changed', ...factorChange, status: 204, line: own },
  {
    event: 'account.factors_change_failed',
    ...factorChange,
    cognito: () => ({ SetUserMFAPreference: cognitoException('InvalidParameterException') }),
    status: 400,
    line: { ...own, reason: 'invalid_request' },
  },
  { event: 'account.passkeys_changed', ...passkeyChange, status: 204, line: own },
  {
    event: 'account.passkeys_change_failed',
    ...passkeyChange,
    cognito: () => ({ DeleteWebAuthnCredential: cognitoException('ResourceNotFoundException') }),
    status: 404,
    line: { ...own, reason: 'passkey_not_found' },
  },
  { event: 'account.devices_changed', ...deviceChange, status: 204, line: own },
  {
    event: 'account.devices_change_failed',
    ...deviceChange,
    cognito: () => ({ ForgetDevice: cognitoException('ResourceNotFoundException') }),
    status: 404,
    line: { ...own, reason: 'device_not_found' },
  },
  { event: 'support.user_enabled', route: enable, headers: supporter, status: 204, line: managed },
  {
    event: 'support.user_enable_rejected',
    ...enabling,
    cognito: () => ({ AdminListGroupsForUser: supportGroup() }),
    status: 403,
    line: { ...managed, reason: 'insufficient_rank' },
  },
  {
    event: 'request.rejected',
    route: `GET /users/${targetSub}`,
    headers: customer,
    status: 403,
    line: { ...own, reason: 'insufficient_scope' },
  },
  {
    event: 'request.rejected',
    route: 'GET /users/me',
    headers: anyone,
    status: 401,
    line: { clientAddress: '127.0.0.1', reason: 'missing_token' },
  },
  {
    event: 'request.rejected',
    route: 'GET /users/me',
    headers: async () => ({ authorization: `Bearer ${userToken}`, ...(await customer()) }),
    status: 401,
    line: { clientAddress: '127.0.0.1', reason: 'client' },
  },
];

const call = ({ route }: Case, headers: Record<string, string>, body?: object) =>
  callService(service.url, route, {
    headers: { 'x-forwarded-for': gatewayAddress, ...headers },
    body,
  });

/** The session of a sign-in that waits for a code, with no trace in the log. */
async function challengeSession(): Promise<string> {
  const before = answers;
  answers = { InitiateAuth: totpChallenge() };
  const { body } = await callService(service.url, 'POST /auth/token', { body: credentials });
  answers = before;
  output.length = 0;
  sealed = (body as { readonly session: string }).session;
  return sealed;
}
const lines = () => output.map((text) => JSON.parse(text) as Record<string, unknown>);
const events = () => lines().filter(({ event, msg }) => event !== undefined && msg !== 'refused');

describe('a security event at the default level', () => {
  it.each(cases.map((row) => [row.event, row.route.replace(targetSub, ':id'), row] as const))(
    '%s of %s says who, whom, from where and why',
    async (event, _route, row) => {
      answers = row.cognito?.() ?? {};
      const headers = await row.headers();
      const body = typeof row.body === 'function' ? await row.body() : row.body;
      const answer = await call(row, headers, body);
      expect(answer.status).toBe(row.status);
      expect(events()).toHaveLength(1);
      const [line] = events();
      const { reason, actor, target, signInName, clientAddress } = line!;
      expect({ reason, actor, target, signInName, clientAddress }).toEqual(row.line);
      expect(line).toMatchObject({
        level: 'info',
        event,
        outcome: securityEvents[event],
        requestId: answer.headers.get('x-request-id'),
        status: row.status,
      });
      expectNothingPersonal(headers);
    },
  );

  it('has a request here for every event there is', () => {
    const tested = new Set(cases.map(({ event }) => event));
    expect([...tested].sort()).toEqual(Object.keys(securityEvents).sort());
  });
});

/** No line of any kind holds what names a person or lets somebody in, in any case or encoding that hides it from a search. */
function expectNothingPersonal(headers: Record<string, string>): void {
  expect(output.length).toBeGreaterThan(0);
  const text = output.join('').toLowerCase();
  const secrets = [
    ...[email, password, 'Lovelace', refreshToken, accessToken, '918273', 'a-session', key],
    ...[actorSub, targetSub, userToken, authenticationResult.IdToken],
    ...[sealed, authenticationResult.RefreshToken, headers['txn-token'] ?? refreshToken],
  ];
  for (const secret of secrets) {
    expect(text).not.toContain(secret.toLowerCase());
    expect(text).not.toContain(encodeURIComponent(secret).toLowerCase());
    expect(text).not.toContain(Buffer.from(secret).toString('base64url').toLowerCase());
  }
}
