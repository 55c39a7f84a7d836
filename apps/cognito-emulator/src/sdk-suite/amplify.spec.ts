import {
  autoSignIn,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  fetchAuthSession,
  fetchDevices,
  fetchMFAPreference,
  fetchUserAttributes,
  forgetDevice,
  getCurrentUser,
  rememberDevice,
  resetPassword,
  sendUserAttributeVerificationCode,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  updatePassword,
  updateUserAttributes,
  verifyTOTPSetup,
} from '@aws-amplify/auth';
import { FakeClock, useResources } from '@gatehouse/test-kit';
import { configureAmplify } from '../spec-support/amplify-app.js';
import { specTime } from '../spec-support/spec-time.js';
import { type PageFixture, pageTemplate, startPages } from '../spec-support/page-fixture.js';
import { totp } from '../spec-support/totp.js';
import { wrongCode } from '../spec-support/wrong-code.js';

const username = 'ann@example.com';
const password = 'Correct-horse-7';
const changed = 'Another-horse-8';

/** Each test goes on where the one before ended: Amplify is one app, with one user. */
describe('Amplify', () => {
  const resources = useResources();
  let started: PageFixture;
  let clock: FakeClock;
  beforeAll(async () => {
    // It waits three minutes for users who confirm in another window. No test has to.
    const { setTimeout: start } = globalThis;
    const startAside = (callback: () => void, milliseconds?: number) =>
      start(callback, milliseconds).unref();
    Object.assign(globalThis, { setTimeout: startAside });
    // It names devices by the browser they are.
    Object.defineProperty(globalThis, 'navigator', {
      value: { userAgent: 'a browser' },
      configurable: true,
    });
    clock = new FakeClock(specTime);
    started = await resources.add(startPages(template, { clock }));
    configureAmplify({
      userPoolId: started.pool.id,
      userPoolClientId: started.client('web').id,
      userPoolEndpoint: started.emulator.url,
    });
  });

  const codeOf = () => started.codeFor(username);
  const accessToken = async (options?: { readonly forceRefresh: boolean }) =>
    (await fetchAuthSession(options)).tokens?.accessToken.toString();

  it('signs up, confirms, and signs in with what the confirmation gave', async () => {
    const userAttributes = { email: username, name: 'Ann' };
    const options = { userAttributes, autoSignIn: { authFlowType: 'USER_AUTH' as const } };
    const begun = await signUp({ username, password, options });
    expect(begun.nextStep.signUpStep).toBe('CONFIRM_SIGN_UP');
    const wrong = confirmSignUp({ username, confirmationCode: wrongCode(await codeOf()) });
    await expect(wrong).rejects.toMatchObject({ name: 'CodeMismatchException' });
    const confirmed = await confirmSignUp({ username, confirmationCode: await codeOf() });
    expect(confirmed.nextStep.signUpStep).toBe('COMPLETE_AUTO_SIGN_IN');
    expect(await autoSignIn()).toMatchObject({ isSignedIn: true });
    expect(await fetchUserAttributes()).toMatchObject({
      ...userAttributes,
      email_verified: 'true',
    });
    await signOut();
    await expect(getCurrentUser()).rejects.toMatchObject({
      name: 'UserUnAuthenticatedException',
    });
  });

  it('signs in by SRP, remembers the device, and refreshes tokens', async () => {
    await expect(signIn({ username, password: 'Wrong-horse-9' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    expect(await signIn({ username, password })).toMatchObject({ isSignedIn: true });
    await rememberDevice();
    const [device, ...others] = await fetchDevices();
    expect(others).toEqual([]);
    expect(device?.id).toMatch(/^eu-west-1_/);
    const first = await accessToken();
    const second = await accessToken({ forceRefresh: true });
    expect(second).not.toBe(first);
    expect(await accessToken()).toBe(second);
  });

  it('changes attributes and passwords', async () => {
    await updateUserAttributes({ userAttributes: { name: 'Ann Other' } });
    await sendUserAttributeVerificationCode({ userAttributeKey: 'email' });
    const confirmationCode = await codeOf();
    await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode });
    await updatePassword({ oldPassword: password, newPassword: changed });
    expect(await fetchUserAttributes()).toMatchObject({ name: 'Ann Other' });
    const forgotten = await resetPassword({ username });
    expect(forgotten.nextStep.resetPasswordStep).toBe('CONFIRM_RESET_PASSWORD_WITH_CODE');
    await confirmResetPassword({
      username,
      newPassword: password,
      confirmationCode: await codeOf(),
    });
  });

  it('sets an authenticator app up, and is asked for its code where the device is not known', async () => {
    const { sharedSecret } = await setUpTOTP();
    await verifyTOTPSetup({ code: totp(sharedSecret, clock.nowMilliseconds()) });
    await updateMFAPreference({ totp: 'PREFERRED' });
    expect(await fetchMFAPreference()).toEqual({ preferred: 'TOTP', enabled: ['TOTP'] });
    await signOut();
    expect(await signIn({ username, password })).toMatchObject({ isSignedIn: true });
    await forgetDevice();
    await signOut();
    const asked = await signIn({ username, password });
    expect(asked.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
    clock.advanceSeconds(30);
    const challengeResponse = totp(sharedSecret, clock.nowMilliseconds());
    expect(await confirmSignIn({ challengeResponse })).toMatchObject({ isSignedIn: true });
    await updateMFAPreference({ totp: 'DISABLED' });
  });

  it('lets the user choose how to sign in', async () => {
    await signOut({ global: true });
    const choice = await signIn({ username, options: { authFlowType: 'USER_AUTH' } });
    expect(choice.nextStep).toMatchObject({
      signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
      availableChallenges: ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP'],
    });
    const sent = await confirmSignIn({ challengeResponse: 'EMAIL_OTP' });
    expect(sent.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
    const challengeResponse = await codeOf();
    expect(await confirmSignIn({ challengeResponse })).toMatchObject({ isSignedIn: true });
    await deleteUser();
    await expect(signIn({ username, password })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });
});

const template = pageTemplate(
  {
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    MfaConfiguration: 'OPTIONAL',
    DeviceConfiguration: {
      ChallengeRequiredOnNewDevice: true,
      DeviceOnlyRememberedOnUserPrompt: true,
    },
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
  },
  {
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  },
);
