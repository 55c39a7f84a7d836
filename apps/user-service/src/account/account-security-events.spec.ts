import { securityEvents } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { cognitoException } from '../testing/cognito-answers.js';
import { securityEventJudge } from '../testing/security-event-judge.js';
import {
  actor,
  clientAddress,
  email,
  password,
  refreshToken,
  type SecurityEventCase,
  SecurityEventWorld,
  targetSub,
} from '../testing/security-event-world.js';

const resources = useResources();
const world = new SecurityEventWorld();

beforeAll(async () => {
  resources.add(world);
  await world.start(process.env);
});
beforeEach(() => world.reset());

const anyone = () => Promise.resolve({});
const { customer } = world;
const own = { clientAddress, actor };

const stepUp = { route: 'POST /account/step-up', headers: customer, body: { password } };
const fromPages = { route: 'POST /account/step-up/challenge', headers: customer };
const changing = (method: string, path: string, body?: object) => ({
  route: `${method} /account/${path}`,
  headers: world.steppedUp,
  body,
});
const passwordChange = changing('POST', 'password', {
  current_password: password,
  new_password: 'Correct-horse-10',
});
const emailChange = changing('POST', 'email', { email });
const factorChange = changing('PUT', 'factors/sms');
const passkeyChange = changing('DELETE', 'passkeys/abc');
const deviceChange = changing('DELETE', 'devices/eu-west-1_0a');
const sessionEnd = {
  route: 'DELETE /account/sessions/a-session-of-hers',
  headers: world.steppedUp,
};
const deletion = { route: 'DELETE /account', headers: world.steppedUp };
const signOut = { route: 'POST /account/sign-out', headers: customer };

const cases: SecurityEventCase[] = [
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
    event: 'account.stepped_up',
    ...stepUp,
    cognito: () => ({ InitiateAuth: world.tokens() }),
    status: 200,
    line: own,
  },
  {
    event: 'account.step_up_challenged',
    ...stepUp,
    cognito: () => ({ InitiateAuth: world.totpChallenge() }),
    status: 200,
    line: own,
  },
  {
    event: 'account.step_up_failed',
    ...stepUp,
    cognito: () => ({ InitiateAuth: world.refused() }),
    status: 401,
    line: { ...own, reason: 'invalid_credentials' },
  },
  {
    event: 'account.step_up_challenged',
    ...stepUp,
    body: { method: 'pages', redirect_uri: 'https://app.example/' },
    status: 200,
    line: own,
  },
  {
    event: 'account.step_up_failed',
    ...fromPages,
    body: world.pagesResponse('another-state'),
    status: 401,
    line: { ...own, reason: 'state_mismatch' },
  },
  {
    event: 'account.step_up_failed',
    ...fromPages,
    body: world.pagesResponse(),
    status: 503,
    line: { ...own, reason: 'identity_provider_unavailable' },
  },
  { event: 'account.password_changed', ...passwordChange, status: 204, line: own },
  {
    event: 'account.password_change_failed',
    ...passwordChange,
    cognito: () => ({ ChangePassword: world.refused() }),
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
  {
    event: 'account.session_end_failed',
    ...sessionEnd,
    route: 'DELETE /account/sessions/another-one',
    status: 404,
    line: { ...own, reason: 'session_not_found' },
  },
  { event: 'account.session_ended', ...sessionEnd, status: 204, line: own },
  {
    event: 'account.deletion_request_failed',
    ...deletion,
    headers: customer,
    status: 403,
    line: { ...own, reason: 'step_up_required' },
  },
  { event: 'account.deletion_requested', ...deletion, status: 202, line: own },
];

const judge = securityEventJudge(world);

describe('a security event of an account at the default level', () => {
  it.each(cases.map((row) => [row.event, row.route.replace(targetSub, ':id'), row] as const))(
    '%s of %s says who, whom, from where and why',
    (_event, _route, row) => judge(row),
  );

  it('has a request here for every event of its kind', () => {
    const tested = new Set(cases.map(({ event }) => event));
    const all = Object.keys(securityEvents).filter((event) => event.startsWith('account.'));
    expect([...tested].sort()).toEqual(all.sort());
  });
});
