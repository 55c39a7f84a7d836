import { useResources } from '@gatehouse/test-kit';
import { fixtureWith } from '../../spec-support/fixture-template.js';
import {
  confirmedUser,
  createHarness,
  goodPassword,
  type Harness,
  type OperationAnswer,
  signIn,
} from '../../spec-support/harness.js';
import { wrongCode } from '../../spec-support/wrong-code.js';

const ann = 'ann@example.com';
const another = 'Another-horse-8';
const third = 'Third-horse-999';
const refusedTries = {
  code: 'LimitExceededException',
  publicMessage: 'Attempt limit exceeded, please try after some time.',
};

describe('passwords', () => {
  const resources = useResources();
  let harness: Harness;

  async function begin(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
    harness = await resources.add(createHarness(fixtureWith('Pool', settings)));
    await confirmedUser(harness);
  }
  const asClient = (name: string, body: object, clientName: string): Promise<OperationAnswer> =>
    harness.callUnsigned(name, {
      ClientId: harness.client(clientName).id,
      Username: ann,
      ...body,
    });
  const forgot = (body: object = {}, clientName = 'web') =>
    asClient('ForgotPassword', body, clientName);
  const confirm = (body: object = {}, clientName = 'web') =>
    asClient(
      'ConfirmForgotPassword',
      { ConfirmationCode: sentCode(), Password: another, ...body },
      clientName,
    );
  const admin = (name: string, body: object = {}): Promise<OperationAnswer> =>
    harness.call(name, { UserPoolId: harness.pool.id, Username: ann, ...body });
  const setAttributes = (attributes: Readonly<Record<string, string>>) =>
    admin('AdminUpdateUserAttributes', {
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    });
  const lastMessage = () => harness.outbox.all().at(-1)!;
  const sentCode = () => lastMessage().code ?? '';
  const wrong = () => wrongCode(sentCode());
  const tokenOf = async (password = goodPassword) =>
    (await signIn(harness, 'web', ann, password)).AuthenticationResult.AccessToken;

  describe('ForgotPassword and ConfirmForgotPassword', () => {
    it('replace a password by a code, whatever the case the name is typed in', async () => {
      await begin();
      expect(await forgot({ Username: 'Ann@Example.com' })).toEqual({
        CodeDeliveryDetails: {
          Destination: 'a***@e***',
          DeliveryMedium: 'EMAIL',
          AttributeName: 'email',
        },
      });
      expect(lastMessage()).toMatchObject({ kind: 'ForgotPassword', destination: ann });
      await expect(signIn(harness)).resolves.toHaveProperty('AuthenticationResult');
      expect(await confirm({ Username: 'ANN@example.com' })).toEqual({});
      await expect(signIn(harness)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
      await expect(tokenOf(another)).resolves.toMatch(/^ey/);
      await expect(confirm({ Password: third })).rejects.toMatchObject({
        code: 'ExpiredCodeException',
        publicMessage: 'Invalid code provided, please request a code again.',
      });
    });

    it('say so by the pool’s template, or in Cognito’s words', async () => {
      await begin();
      await forgot();
      expect(lastMessage().body).toBe(`Welcome ${ann}, your code: ${sentCode()}`);
      await begin({ VerificationMessageTemplate: undefined });
      await forgot();
      expect(lastMessage().body).toBe(`Your password reset code is ${sentCode()}`);
    });

    it('end a lockout', async () => {
      await begin();
      for (let number = 1; number <= 6; number++)
        await signIn(harness, 'web', ann, 'Wrong-horse-1').catch(() => undefined);
      await expect(tokenOf()).rejects.toMatchObject({
        publicMessage: 'Password attempts exceeded',
      });
      await forgot();
      await confirm();
      await expect(tokenOf(another)).resolves.toMatch(/^ey/);
    });

    it('leave the code good when it is mistaken or the password is refused', async () => {
      await begin();
      await forgot();
      await expect(confirm({ ConfirmationCode: wrong() })).rejects.toMatchObject({
        code: 'CodeMismatchException',
      });
      await expect(confirm({ Password: 'no-numbers-here' })).rejects.toMatchObject({
        code: 'InvalidPasswordException',
      });
      await expect(confirm({ Password: goodPassword })).rejects.toMatchObject({
        code: 'PasswordHistoryPolicyViolationException',
      });
      await expect(confirm()).resolves.toEqual({});
    });

    it('take a code for an hour', async () => {
      await begin();
      await forgot();
      harness.clock.advanceSeconds(3_600);
      await expect(confirm()).rejects.toMatchObject({ code: 'ExpiredCodeException' });
    });

    it('are limited by the hour', async () => {
      await begin();
      for (let number = 1; number <= 10; number++) await forgot();
      await expect(forgot({ Username: 'ANN@EXAMPLE.COM' })).rejects.toMatchObject(refusedTries);
      for (let number = 1; number <= 15; number++)
        await expect(confirm({ ConfirmationCode: wrong() })).rejects.toMatchObject({
          code: 'CodeMismatchException',
        });
      await expect(confirm()).rejects.toMatchObject(refusedTries);
    });

    it('want the secret hash of a client that has a secret', async () => {
      await begin();
      await expect(forgot({}, 'server')).rejects.toMatchObject({ code: 'NotAuthorizedException' });
      const SecretHash = harness.secretHash('server', ann);
      await forgot({ SecretHash }, 'server');
      await expect(confirm({}, 'server')).rejects.toMatchObject({
        code: 'NotAuthorizedException',
      });
      await expect(confirm({ SecretHash }, 'server')).resolves.toEqual({});
    });

    it('send the code where the pool says, first choice first', async () => {
      const sentTo = async (AccountRecoverySetting?: object) => {
        await begin({ AccountRecoverySetting });
        await setAttributes({ phone_number: '+4915112345678', phone_number_verified: 'true' });
        return (await forgot()).CodeDeliveryDetails;
      };
      expect(await sentTo()).toMatchObject({ AttributeName: 'email' });
      expect(await sentTo({})).toMatchObject({ AttributeName: 'phone_number' });
      const RecoveryMechanisms = [
        { Name: 'verified_email', Priority: 2 },
        { Name: 'verified_phone_number', Priority: 1 },
      ];
      expect(await sentTo({ RecoveryMechanisms })).toMatchObject({ AttributeName: 'phone_number' });
    });

    it('don’t use a phone that takes MFA codes, where the pool states its ways', async () => {
      const RecoveryMechanisms = [{ Name: 'verified_phone_number', Priority: 1 }];
      await begin({ AccountRecoverySetting: { RecoveryMechanisms } });
      await setAttributes({ phone_number: '+4915112345678', phone_number_verified: 'true' });
      await forgot({}, 'legacy');
      await admin('AdminSetUserSettings', {
        MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }],
      });
      await expect(forgot({}, 'legacy')).rejects.toMatchObject({
        code: 'InvalidParameterException',
      });
    });

    it('are for administrators alone where the pool says so', async () => {
      const RecoveryMechanisms = [{ Name: 'admin_only', Priority: 1 }];
      await begin({ AccountRecoverySetting: { RecoveryMechanisms } });
      const refused = {
        code: 'NotAuthorizedException',
        publicMessage: 'Contact administrator to reset password.',
      };
      await expect(forgot()).rejects.toMatchObject(refused);
      await expect(forgot({ Username: 'eve@example.com' })).rejects.toMatchObject(refused);
    });

    it('are not for users who have no password of their own yet', async () => {
      await begin();
      const Username = 'new@example.com';
      await admin('AdminCreateUser', {
        Username,
        UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
      });
      await expect(forgot({ Username })).rejects.toMatchObject({
        code: 'NotAuthorizedException',
        publicMessage: 'User password cannot be reset in the current state.',
      });
    });

    it('are not for users of other providers, nor for those who have proved no address yet', async () => {
      await begin();
      const { services, pool } = harness;
      const user = services.users.get(pool, ann);
      await services.users.save({ ...user, status: 'EXTERNAL_PROVIDER', password: undefined });
      const refused = {
        code: 'NotAuthorizedException',
        publicMessage: 'User password cannot be reset in the current state.',
      };
      await expect(forgot()).rejects.toMatchObject(refused);
      await expect(admin('AdminResetUserPassword')).rejects.toMatchObject(refused);
      const Username = 'new@example.com';
      await asClient('SignUp', { Username, Password: goodPassword }, 'web');
      await expect(forgot({ Username }, 'legacy')).rejects.toMatchObject({
        code: 'InvalidParameterException',
      });
      const sentBefore = harness.outbox.all().length;
      await expect(forgot({ Username })).resolves.toHaveProperty('CodeDeliveryDetails');
      expect(harness.outbox.all()).toHaveLength(sentBefore);
    });

    it('tell an app of the old kind who can’t be reached', async () => {
      await begin();
      const unknown = {
        code: 'UserNotFoundException',
        publicMessage: 'Username/client id combination not found.',
      };
      const Username = 'eve@example.com';
      await expect(forgot({ Username }, 'legacy')).rejects.toMatchObject(unknown);
      await expect(
        confirm({ Username, ConfirmationCode: '123456' }, 'legacy'),
      ).rejects.toMatchObject(unknown);
      await setAttributes({ email_verified: 'false' });
      await expect(forgot({}, 'legacy')).rejects.toMatchObject({
        code: 'InvalidParameterException',
        publicMessage:
          'Cannot reset password for the user as there is no registered/verified email or phone_number',
      });
      await admin('AdminDisableUser');
      const disabled = { code: 'NotAuthorizedException', publicMessage: 'User is disabled.' };
      await expect(forgot({}, 'legacy')).rejects.toMatchObject(disabled);
      await expect(confirm({}, 'legacy')).rejects.toMatchObject(disabled);
    });

    it('pretend to an app that isn’t to learn who there is, the same each time', async () => {
      await begin();
      const sentBefore = harness.outbox.all().length;
      expect(await forgot({ Username: 'eve@example.com' })).toEqual({
        CodeDeliveryDetails: {
          Destination: 'e***@e***',
          DeliveryMedium: 'EMAIL',
          AttributeName: 'email',
        },
      });
      const pretended = await forgot({ Username: 'Nobody' });
      expect(pretended.CodeDeliveryDetails.Destination).toMatch(/^[a-f]\*\*\*@[a-f]\*\*\*$/);
      expect(await forgot({ Username: 'nobody' })).toEqual(pretended);
      await admin('AdminDisableUser');
      await expect(forgot()).resolves.toHaveProperty('CodeDeliveryDetails');
      expect(harness.outbox.all()).toHaveLength(sentBefore);
      const mismatch = { code: 'CodeMismatchException' };
      await expect(confirm({ ConfirmationCode: wrong() })).rejects.toMatchObject(mismatch);
      const eve = { Username: 'eve@example.com', ConfirmationCode: '123456' };
      await expect(confirm(eve)).rejects.toMatchObject(mismatch);
    });
  });

  describe('AdminResetUserPassword', () => {
    it('keeps a user out until the code comes back', async () => {
      await begin();
      const AccessToken = await tokenOf();
      expect(await admin('AdminResetUserPassword')).toEqual({});
      expect(await admin('AdminGetUser')).toMatchObject({ UserStatus: 'RESET_REQUIRED' });
      const required = {
        code: 'PasswordResetRequiredException',
        publicMessage: 'Password reset required for the user',
      };
      await expect(signIn(harness)).rejects.toMatchObject(required);
      await expect(harness.callUnsigned('GetUser', { AccessToken })).rejects.toMatchObject(
        required,
      );
      await confirm();
      expect(await admin('AdminGetUser')).toMatchObject({ UserStatus: 'CONFIRMED' });
      await expect(tokenOf(another)).resolves.toMatch(/^ey/);
    });

    it('needs an address that is proved, and a user with a password', async () => {
      await begin();
      await setAttributes({ email_verified: 'false' });
      await expect(admin('AdminResetUserPassword')).rejects.toMatchObject({
        code: 'InvalidParameterException',
      });
      await expect(
        admin('AdminResetUserPassword', { Username: 'eve@example.com' }),
      ).rejects.toMatchObject({ code: 'UserNotFoundException' });
      await admin('AdminSetUserPassword', { Password: another, Permanent: false });
      await expect(admin('AdminResetUserPassword')).rejects.toMatchObject({
        code: 'NotAuthorizedException',
        publicMessage: 'User password cannot be reset in the current state.',
      });
      await admin('AdminDisableUser');
      await expect(admin('AdminResetUserPassword')).rejects.toMatchObject({
        code: 'NotAuthorizedException',
        publicMessage: 'User is disabled',
      });
    });
  });

  it('set by an administrator end a lockout, and codes to reset them', async () => {
    await begin();
    await forgot();
    for (let number = 1; number <= 6; number++)
      await signIn(harness, 'web', ann, 'Wrong-horse-1').catch(() => undefined);
    await admin('AdminSetUserPassword', { Password: another, Permanent: true });
    await expect(tokenOf(another)).resolves.toMatch(/^ey/);
    await expect(confirm({ Password: third })).rejects.toMatchObject({
      code: 'ExpiredCodeException',
    });
  });

  describe('ChangePassword', () => {
    const change = (AccessToken: string, body: object = {}) =>
      harness.callUnsigned('ChangePassword', {
        AccessToken,
        PreviousPassword: goodPassword,
        ProposedPassword: another,
        ...body,
      });

    it('replaces the password and leaves the sign-in alone', async () => {
      await begin();
      const token = await tokenOf();
      expect(await change(token)).toEqual({});
      await expect(harness.callUnsigned('GetUser', { AccessToken: token })).resolves.toHaveProperty(
        'Username',
      );
      await expect(tokenOf(another)).resolves.toMatch(/^ey/);
      await expect(signIn(harness)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    });

    it('refuses a weak password, one of the last two, and none in the other’s place', async () => {
      await begin();
      const token = await tokenOf();
      await expect(change(token, { ProposedPassword: 'no-numbers' })).rejects.toMatchObject({
        code: 'InvalidPasswordException',
        publicMessage:
          'Password did not conform with policy: Password must have uppercase characters',
      });
      await expect(change(token, { ProposedPassword: goodPassword })).rejects.toMatchObject({
        code: 'PasswordHistoryPolicyViolationException',
      });
      await expect(change(token, { PreviousPassword: undefined })).rejects.toMatchObject({
        code: 'InvalidParameterException',
      });
      await change(token);
      await expect(
        change(token, { PreviousPassword: another, ProposedPassword: goodPassword }),
      ).rejects.toMatchObject({ code: 'PasswordHistoryPolicyViolationException' });
    });

    it('is not for a user of another provider, who has none', async () => {
      await begin();
      const token = await tokenOf();
      const { services, pool } = harness;
      const user = services.users.get(pool, ann);
      await services.users.save({ ...user, status: 'EXTERNAL_PROVIDER', password: undefined });
      await expect(change(token, { PreviousPassword: undefined })).rejects.toMatchObject({
        code: 'NotAuthorizedException',
      });
    });

    it('counts wrong passwords as sign-ins do', async () => {
      await begin();
      const token = await tokenOf();
      for (let number = 1; number <= 5; number++)
        await expect(change(token, { PreviousPassword: 'Wrong-horse-1' })).rejects.toMatchObject({
          code: 'NotAuthorizedException',
          publicMessage: 'Incorrect username or password.',
        });
      await expect(change(token)).rejects.toMatchObject(refusedTries);
      await expect(tokenOf()).rejects.toMatchObject({
        publicMessage: 'Password attempts exceeded',
      });
    });
  });
});
