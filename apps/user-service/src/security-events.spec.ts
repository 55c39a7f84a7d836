import { securityEvents } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { cognitoException, signUpAnswer } from './testing/cognito-answers.js';
import { securityEventJudge } from './testing/security-event-judge.js';
import {
  actor,
  actorSub,
  clientAddress,
  code,
  email,
  gatewayAddress,
  password,
  refreshToken,
  type SecurityEventCase,
  SecurityEventWorld,
  signInName,
  target,
  targetSub,
} from './testing/security-event-world.js';

const resources = useResources();
const world = new SecurityEventWorld();

beforeAll(async () => {
  resources.add(world);
  await world.start(process.env);
});
beforeEach(() => world.reset());

const anyone = () => Promise.resolve({});
const { customer, supporter, supporterByPassword } = world;
const mail = { email };
const credentials = { username: email, password };
const atGateway = { clientAddress: gatewayAddress };
const named = { ...atGateway, signInName };
const own = { clientAddress, actor };
const managed = { ...own, target };
const disable = `POST /users/${targetSub}/disable`;
const enable = `POST /users/${targetSub}/enable`;
const supportGroup = () => ({ body: { Groups: [{ GroupName: 'support' }] } });

const signIn = { route: 'POST /auth/token', headers: anyone, body: credentials };
const challenge = {
  route: 'POST /auth/challenge',
  headers: anyone,
  body: world.challengeResponse,
};
const refresh = {
  route: 'POST /auth/refresh',
  headers: anyone,
  body: { refresh_token: refreshToken },
};
const confirm = { route: 'POST /auth/confirm', headers: anyone, body: { ...mail, code } };
const resend = { route: 'POST /auth/resend-code', headers: anyone, body: mail };
const forgot = { route: 'POST /auth/forgot-password', headers: anyone, body: mail };
const reset = {
  route: 'POST /auth/reset-password',
  headers: anyone,
  body: { ...mail, code, password },
};
const disabling = { route: disable, headers: supporter };
const enabling = { route: enable, headers: supporter };

const cases: SecurityEventCase[] = [
  {
    event: 'auth.signed_in',
    ...signIn,
    cognito: () => ({ InitiateAuth: world.tokens() }),
    status: 200,
    line: { ...named, actor },
  },
  {
    event: 'auth.sign_in_failed',
    ...signIn,
    cognito: () => ({ InitiateAuth: world.refused() }),
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
    cognito: () => ({ InitiateAuth: world.totpChallenge() }),
    status: 200,
    line: named,
  },
  {
    event: 'auth.signed_in',
    ...challenge,
    cognito: () => ({ RespondToAuthChallenge: world.tokens() }),
    status: 200,
    line: { ...named, actor },
  },
  {
    event: 'auth.challenged',
    ...challenge,
    cognito: () => ({ RespondToAuthChallenge: world.totpChallenge() }),
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
    body: { challenge: 'totp', session: 'eyJhIjoxfQ.a.b.c.d', code },
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
    cognito: () => ({ GetTokensFromRefreshToken: world.tokens() }),
    status: 200,
    line: { ...atGateway, actor },
  },
  {
    event: 'auth.refresh_failed',
    ...refresh,
    cognito: () => ({ GetTokensFromRefreshToken: world.refused() }),
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
    status: 201,
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
    headers: supporterByPassword,
    status: 401,
    line: { ...managed, reason: 'insufficient_user_authentication' },
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
    headers: async () => ({ authorization: `Bearer ${world.userToken}`, ...(await customer()) }),
    status: 401,
    line: { clientAddress: '127.0.0.1', reason: 'client' },
  },
];

const judge = securityEventJudge(world);

describe('a security event at the default level', () => {
  it.each(cases.map((row) => [row.event, row.route.replace(targetSub, ':id'), row] as const))(
    '%s of %s says who, whom, from where and why',
    (_event, _route, row) => judge(row),
  );

  it('has a request here for every event of its kind', () => {
    const tested = new Set(cases.map(({ event }) => event));
    const all = Object.keys(securityEvents).filter((event) => !event.startsWith('account.'));
    expect([...tested].sort()).toEqual(all.sort());
  });
});
