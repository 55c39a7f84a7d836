import { readFileSync } from 'node:fs';
import * as auth from '@aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito';
import { useResources } from '@gatehouse/test-kit';
import { configureAmplify } from '../spec-support/amplify-app.js';
import { codeInOutbox } from '../spec-support/suite-target.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';
import { stackTemplate } from '../spec-support/user-pool-stack.js';

const guide = readFileSync(new URL('../../../../docs/how-to/amplify.md', import.meta.url), 'utf8');
const username = 'ann@example.com';
const password = 'Correct-horse-battery-7';
const changed = 'Another-horse-battery-8';
const noScope = {
  name: 'NotAuthorizedException',
  message: 'Access Token does not have required scopes',
};
const noDevice = { name: 'DeviceMetadataNotFoundException' };

/** The functions that send the user's access token to Cognito, with the error that they reject with. */
const rejected: Readonly<Record<string, readonly [call: () => Promise<unknown>, error: object]>> = {
  associateWebAuthnCredential: [() => auth.associateWebAuthnCredential(), noScope],
  confirmUserAttribute: [
    () => auth.confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: '123456' }),
    noScope,
  ],
  deleteUser: [() => auth.deleteUser(), noScope],
  deleteUserAttributes: [() => auth.deleteUserAttributes({ userAttributeKeys: ['name'] }), noScope],
  deleteWebAuthnCredential: [
    () => auth.deleteWebAuthnCredential({ credentialId: 'credential' }),
    noScope,
  ],
  fetchDevices: [() => auth.fetchDevices(), noScope],
  fetchMFAPreference: [() => auth.fetchMFAPreference(), noScope],
  fetchUserAttributes: [() => auth.fetchUserAttributes(), noScope],
  forgetDevice: [
    () => auth.forgetDevice({ device: { id: 'eu-west-1_01234567-89ab-cdef-0123-456789abcdef' } }),
    noScope,
  ],
  listWebAuthnCredentials: [() => auth.listWebAuthnCredentials(), noScope],
  // The pool remembers no devices, and none can be confirmed without the scope.
  rememberDevice: [() => auth.rememberDevice(), noDevice],
  sendUserAttributeVerificationCode: [
    () => auth.sendUserAttributeVerificationCode({ userAttributeKey: 'email' }),
    noScope,
  ],
  setUpTOTP: [() => auth.setUpTOTP(), noScope],
  updateMFAPreference: [() => auth.updateMFAPreference({ totp: 'ENABLED' }), noScope],
  updatePassword: [
    () => auth.updatePassword({ oldPassword: password, newPassword: changed }),
    noScope,
  ],
  updateUserAttribute: [
    () =>
      auth.updateUserAttribute({
        userAttribute: { attributeKey: 'email', value: 'thief@example.com' },
      }),
    noScope,
  ],
  updateUserAttributes: [
    () => auth.updateUserAttributes({ userAttributes: { email: 'thief@example.com' } }),
    noScope,
  ],
  verifyTOTPSetup: [() => auth.verifyTOTPSetup({ code: '123456' }), noScope],
};

/** The functions that work without the scope. */
const working = [
  'autoSignIn',
  'confirmResetPassword',
  'confirmSignIn',
  'confirmSignUp',
  'decodeJWT',
  'fetchAuthSession',
  'getCurrentUser',
  'resendSignUpCode',
  'resetPassword',
  'signIn',
  'signInWithRedirect',
  'signOut',
  'signUp',
];

/** The tests build on one another: Amplify is one app, with one user. */
describe('Amplify with the user pool of the stack', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture({ template: stackTemplate }));
    configureAmplify(
      {
        userPoolId: started.pool.id,
        userPoolClientId: started.client('web').id,
        userPoolEndpoint: started.emulator.url,
      },
      'NONE',
    );
  });

  const code = () => codeInOutbox(started.emulator.url, username);
  const session = async (forceRefresh = false) =>
    (await auth.fetchAuthSession({ forceRefresh })).tokens;

  async function storedRefreshToken(): Promise<string> {
    const store = cognitoUserPoolsTokenProvider.tokenOrchestrator.getTokenStore();
    return (await store.loadTokens())?.refreshToken ?? '';
  }

  /** What the token endpoint thinks of a refresh token. */
  async function refreshStatus(refreshToken: string): Promise<number> {
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: started.client('web').id,
      refresh_token: refreshToken,
    });
    const { publicUrl } = started.emulator;
    return (await fetch(`${publicUrl}/oauth2/token`, { method: 'POST', body })).status;
  }

  it('knows of each function whether the pool rejects it', () => {
    const functions = Object.keys(auth).filter((name) => name !== 'AuthError');
    expect([...Object.keys(rejected), ...working].sort()).toEqual(functions.sort());
  });

  it.each([...Object.keys(rejected), 'signOut'])('is described in the guide: %s', (name) => {
    const [, section = ''] = guide.split('\n## With the pool of this repository\n');
    expect(section).toContain(`\`${name}`);
  });

  it('signs up, resets the password, signs in by SRP and refreshes', async () => {
    await auth.signUp({ username, password, options: { userAttributes: { email: username } } });
    await auth.confirmSignUp({ username, confirmationCode: await code() });
    await auth.resetPassword({ username });
    const confirmationCode = await code();
    await auth.confirmResetPassword({ username, newPassword: changed, confirmationCode });
    expect(await auth.signIn({ username, password: changed })).toMatchObject({ isSignedIn: true });
    const first = await session();
    const second = await session(true);
    expect(second?.accessToken.toString()).not.toBe(first?.accessToken.toString());
    expect(String(second?.accessToken.payload.scope)).toContain('orders/read');
    expect(second?.idToken?.payload.email).toBe(username);
    expect(await auth.getCurrentUser()).toMatchObject({ signInDetails: { loginId: username } });
  });

  it.each(Object.entries(rejected))('rejects %s', async (_name, [call, error]) => {
    await expect(call()).rejects.toMatchObject(error);
  });

  it('ends no session by signOut({ global: true }), which reports no error', async () => {
    const refreshToken = await storedRefreshToken();
    await auth.signOut({ global: true });
    await expect(auth.getCurrentUser()).rejects.toThrow();
    expect(await refreshStatus(refreshToken)).toBe(200);
  });

  it('ends this session by signOut()', async () => {
    await auth.signIn({ username, password: changed });
    const refreshToken = await storedRefreshToken();
    await auth.signOut();
    expect(await refreshStatus(refreshToken)).toBe(400);
  });
});
