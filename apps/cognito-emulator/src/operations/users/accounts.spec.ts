import { useResources } from '@gatehouse/test-kit';
import { challengeSessions } from '../../domain/user/challenge-session.js';
import { groupMemberships } from '../../domain/pool/group.js';
import { tokenSessions } from '../../domain/token/token-session.js';
import { fixtureTemplate, fixtureWith } from '../../spec-support/fixture-template.js';
import {
  confirmedUser,
  createHarness,
  goodPassword,
  type Harness,
  type OperationAnswer,
  signIn,
} from '../../spec-support/harness.js';
import { newUser } from './new-user.js';
import { noVerdict } from '../../domain/trigger/pre-sign-up.js';
import { registerUser } from '../sign-up/register-user.js';

type Settings = Readonly<Record<string, unknown>>;

interface Resource {
  readonly Properties: Settings;
}

const ann = 'ann@example.com';
const passwordless = {
  Policies: {
    SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
  },
};
const aliases = { UsernameAttributes: undefined, AliasAttributes: ['email'] };

describe('accounts', () => {
  const resources = useResources();
  let harness: Harness;

  /** The fixture's pool with other settings, and USER_AUTH for the clients that are used here. */
  async function begin(settings: Settings = {}): Promise<void> {
    const flows = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] };
    const { Resources } = fixtureWith('Pool', settings) as { Resources: Record<string, Resource> };
    const withFlows = ({ Properties, ...resource }: Resource) => ({
      ...resource,
      Properties: { ...Properties, ...flows },
    });
    const { WebClient, LegacyClient } = Resources;
    harness = await resources.add(
      createHarness({
        ...fixtureTemplate,
        Resources: {
          ...Resources,
          WebClient: withFlows(WebClient!),
          LegacyClient: withFlows(LegacyClient!),
        },
      }),
    );
  }
  const asClient = (name: string, body: object, clientName = 'web'): Promise<OperationAnswer> =>
    harness.callUnsigned(name, {
      ClientId: harness.client(clientName).id,
      Username: ann,
      ...body,
    });
  const signUp = (body: object = {}) => asClient('SignUp', { Password: goodPassword, ...body });
  const confirm = (body: object = {}) =>
    asClient('ConfirmSignUp', { ConfirmationCode: sentCode(), ...body });
  const admin = (name: string, body: object = {}): Promise<OperationAnswer> =>
    harness.call(name, { UserPoolId: harness.pool.id, Username: ann, ...body });
  const lastMessage = () => harness.outbox.all().at(-1)!;
  const sentCode = () => lastMessage().code ?? '';
  const userAuth = (Session: string, Username = ann) =>
    harness.callUnsigned('InitiateAuth', {
      ClientId: harness.client('web').id,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: Username },
      Session,
    });

  describe('sign-up without a password', () => {
    it('is for pools whose users can sign in by codes', async () => {
      await begin(passwordless);
      const { UserSub } = await signUp({ Password: undefined });
      await confirm();
      expect(harness.services.users.findBySub(harness.pool.id, UserSub)).not.toHaveProperty(
        'password',
        expect.anything(),
      );
      await expect(signIn(harness)).rejects.toMatchObject({
        publicMessage: 'Incorrect username or password.',
      });
    });

    it('is refused elsewhere, and without an address for codes', async () => {
      await begin();
      await expect(signUp({ Password: undefined })).rejects.toMatchObject({
        code: 'InvalidParameterException',
        publicMessage: 'Missing required parameter PASSWORD',
      });
      await begin({ ...passwordless, ...aliases, Schema: [] });
      await expect(
        asClient('SignUp', { Username: 'ann', Password: undefined }, 'legacy'),
      ).rejects.toMatchObject({ code: 'InvalidParameterException' });
    });

    it('lets such a user choose a first password', async () => {
      await begin(passwordless);
      const { Session } = await signUp({ Password: undefined });
      const confirmed = await confirm({ Session });
      const { AccessToken } = (await userAuth(confirmed.Session)).AuthenticationResult;
      const ProposedPassword = goodPassword;
      await harness.callUnsigned('ChangePassword', { AccessToken, ProposedPassword });
      await expect(signIn(harness)).resolves.toHaveProperty('AuthenticationResult');
      await expect(
        harness.callUnsigned('ChangePassword', { AccessToken, ProposedPassword }),
      ).rejects.toMatchObject({ code: 'InvalidParameterException' });
    });
  });

  describe('the session of a sign-up', () => {
    it('leads to tokens by way of the confirmation, once', async () => {
      await begin();
      const { Session } = await signUp();
      const confirmed = await confirm({ Session });
      const signedIn = await userAuth(confirmed.Session);
      expect(signedIn.AuthenticationResult.AccessToken).toMatch(/^ey/);
      await expect(userAuth(confirmed.Session)).rejects.toMatchObject({
        code: 'NotAuthorizedException',
        publicMessage: 'Invalid session for the user, session can only be used once.',
      });
    });

    it('is good for this alone: this user, this client, this step', async () => {
      await begin();
      const refused = { publicMessage: 'Invalid session for the user.' };
      const { Session } = await signUp();
      await expect(userAuth(Session)).rejects.toMatchObject(refused);
      await expect(confirm({ Session: 'x'.repeat(20) })).rejects.toMatchObject(refused);
      await expect(asClient('ConfirmSignUp', { ConfirmationCode: sentCode(), Session }, 'legacy')) //
        .rejects.toMatchObject(refused);
      const confirmed = await confirm({ Session });
      await signUp({ Username: 'eve@example.com' });
      await expect(userAuth(confirmed.Session, 'eve@example.com')).rejects.toMatchObject(refused);
      await expect(userAuth(confirmed.Session)).resolves.toHaveProperty(
        'AuthenticationResult.AccessToken',
      );
    });

    it('ends with the time the client allows', async () => {
      await begin();
      const { Session } = await signUp();
      harness.clock.advanceSeconds(600);
      const confirmed = await confirm({ Session });
      harness.clock.advanceSeconds(180);
      await expect(userAuth(confirmed.Session)).rejects.toMatchObject({
        publicMessage: 'Invalid session for the user, session is expired.',
      });
    });
  });

  describe('confirmation by link', () => {
    it('sends one that names the client, the user and the code', async () => {
      await begin({
        VerificationMessageTemplate: {
          DefaultEmailOption: 'CONFIRM_WITH_LINK',
          EmailMessageByLink: 'Hello {username}, {##click here##} please',
          EmailSubjectByLink: 'One click',
        },
      });
      const { UserSub } = await signUp();
      const query = `client_id=${harness.client('web').id}&user_name=${UserSub}&confirmation_code=${sentCode()}`;
      const link = `http://localhost:9500/confirmUser?${query}`;
      expect(lastMessage()).toMatchObject({
        kind: 'SignUp',
        subject: 'One click',
        link,
        body: `Hello ${ann}, <a href="${link.replaceAll('&', '&amp;')}">click here</a> please`,
      });
      await asClient('ResendConfirmationCode', {});
      expect(lastMessage()).toMatchObject({ kind: 'ResendCode', subject: 'One click' });
    });
  });

  describe('what a pre sign-up function decides', () => {
    const register = (verdict: object) => {
      const { pool, services, client, clock } = harness;
      const given = { username: ann, attributes: {}, status: 'UNCONFIRMED' } as const;
      const user = newUser(pool, given, clock.nowMilliseconds());
      const at = { pool, client: client('web') };
      const typed = { user, username: ann };
      return registerUser(services, at, typed, { ...noVerdict, ...verdict });
    };
    const emailVerified = async () => {
      const { UserAttributes } = await admin('AdminGetUser');
      return UserAttributes.find(({ Name }) => Name === 'email_verified')?.Value;
    };

    it('may confirm the user, with the address or without', async () => {
      await begin();
      expect(await register({ autoConfirmUser: true })).toMatchObject({ UserConfirmed: true });
      expect(await admin('AdminGetUser')).toMatchObject({ UserStatus: 'CONFIRMED' });
      expect(await emailVerified()).toBeUndefined();
      expect(harness.outbox.all()).toEqual([]);
      await begin();
      await register({ autoConfirmUser: true, autoVerifyEmail: true });
      expect(await emailVerified()).toBe('true');
    });

    it('may prove the address alone: there is nothing to send then', async () => {
      await begin();
      const answer = await register({ autoVerifyEmail: true, autoVerifyPhone: true });
      expect(answer).toMatchObject({ UserConfirmed: false });
      expect(answer).not.toHaveProperty('CodeDeliveryDetails');
      expect(await emailVerified()).toBe('true');
      expect(harness.outbox.all()).toEqual([]);
    });
  });

  describe('AdminConfirmSignUp', () => {
    it('confirms the user and no address, once', async () => {
      await begin();
      await signUp();
      const { code } = lastMessage();
      expect(await admin('AdminConfirmSignUp')).toEqual({});
      const { UserStatus, UserAttributes } = await admin('AdminGetUser');
      expect(UserStatus).toBe('CONFIRMED');
      expect(UserAttributes.map(({ Name }) => Name)).not.toContain('email_verified');
      const confirmed = {
        code: 'NotAuthorizedException',
        publicMessage: 'User cannot be confirmed. Current status is CONFIRMED',
      };
      await expect(admin('AdminConfirmSignUp')).rejects.toMatchObject(confirmed);
      await expect(confirm({ ConfirmationCode: code })).rejects.toMatchObject(confirmed);
      await expect(asClient('ResendConfirmationCode', {})).rejects.toMatchObject({
        code: 'InvalidParameterException',
        publicMessage: 'User is already confirmed.',
      });
      await expect(
        admin('AdminConfirmSignUp', { Username: 'eve@example.com' }),
      ).rejects.toMatchObject({ code: 'UserNotFoundException' });
    });
  });

  it('pretend to a disabled user what they pretend to none', async () => {
    await begin();
    await signUp();
    await admin('AdminDisableUser');
    const sentBefore = harness.outbox.all().length;
    expect(await asClient('ResendConfirmationCode', {})).toMatchObject({
      CodeDeliveryDetails: { Destination: 'a***@e***' },
    });
    expect(harness.outbox.all()).toHaveLength(sentBefore);
    const disabled = { code: 'NotAuthorizedException', publicMessage: 'User is disabled.' };
    await expect(asClient('ResendConfirmationCode', {}, 'legacy')).rejects.toMatchObject(disabled);
    await expect(confirm()).rejects.toMatchObject(disabled);
  });

  describe('AdminCreateUser', () => {
    const create = (body: object = {}) => admin('AdminCreateUser', body);

    it('makes users who have no address', async () => {
      await begin({ ...aliases, Schema: [] });
      const { User: user } = await create({ Username: 'ann' });
      expect(user).toMatchObject({ Username: 'ann', UserStatus: 'FORCE_CHANGE_PASSWORD' });
      expect(harness.outbox.all()).toEqual([]);
      await expect(
        create({ Username: 'eve', DesiredDeliveryMediums: ['EMAIL'] }),
      ).rejects.toMatchObject({ code: 'InvalidParameterException' });
      await expect(
        create({
          Username: 'eve',
          UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
        }),
      ).rejects.toMatchObject({
        code: 'InvalidParameterException',
        publicMessage: 'Email is required to verify/un-verify an email',
      });
    });

    it('makes users without a password where codes take its place', async () => {
      await begin(passwordless);
      const { User: user } = await create();
      expect(user).toMatchObject({ UserStatus: 'CONFIRMED' });
      expect(harness.outbox.all()).toEqual([]);
      const TemporaryPassword = goodPassword;
      const { User: other } = await create({ Username: 'eve@example.com', TemporaryPassword });
      expect(other).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD' });
    });

    it('invites again wherever the user can be reached', async () => {
      await begin();
      await create();
      expect(harness.outbox.all()).toEqual([]);
      await create({ MessageAction: 'RESEND' });
      expect(lastMessage()).toMatchObject({ kind: 'AdminCreateUser', destination: ann });
    });

    it('takes an alias from another user only with ForceAliasCreation, and only once proved', async () => {
      await begin({ ...aliases, Schema: [] });
      const attributes = (isProved: string) => ({
        UserAttributes: [
          { Name: 'email', Value: ann },
          { Name: 'email_verified', Value: isProved },
        ],
      });
      await create({ Username: 'first', ...attributes('true') });
      const second = { Username: 'second', ...attributes('true') };
      await expect(create(second)).rejects.toMatchObject({ code: 'AliasExistsException' });
      await create({ Username: 'third', ForceAliasCreation: true, ...attributes('false') });
      expect(await admin('AdminGetUser')).toMatchObject({ Username: 'first' });
      await create({ ...second, ForceAliasCreation: true });
      expect(await admin('AdminGetUser')).toMatchObject({ Username: 'second' });
    });
  });

  describe('deletion', () => {
    it('leaves nothing of the user and nobody else’s', async () => {
      await begin();
      await confirmedUser(harness, 'bob@example.com');
      const sub = await confirmedUser(harness);
      await signIn(harness, 'web', 'bob@example.com');
      const { AccessToken, RefreshToken } = (await signIn(harness)).AuthenticationResult;
      await admin('AdminAddUserToGroup', { GroupName: 'support' });
      expect(await harness.callUnsigned('DeleteUser', { AccessToken })).toEqual({});
      const { store } = harness.services;
      const left = [challengeSessions, groupMemberships, tokenSessions].flatMap((collection) => [
        ...store.all<{ readonly sub?: string | undefined }>(collection as never),
      ]);
      expect(left.filter((one) => one.sub === sub)).toEqual([]);
      expect([...store.all(tokenSessions)]).not.toEqual([]);
      await expect(harness.callUnsigned('GetUser', { AccessToken })).rejects.toMatchObject({
        code: 'UserNotFoundException',
        publicMessage: 'User does not exist.',
      });
      await expect(asClient('GetTokensFromRefreshToken', { RefreshToken })).rejects.toMatchObject({
        code: 'NotAuthorizedException',
      });
      await expect(signIn(harness)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
      await expect(signUp()).resolves.toHaveProperty('UserSub');
    });

    it('is an administrator’s too', async () => {
      await begin();
      await signUp();
      expect(await admin('AdminDeleteUser')).toEqual({});
      const gone = { code: 'UserNotFoundException', publicMessage: 'User does not exist.' };
      await expect(admin('AdminDeleteUser')).rejects.toMatchObject(gone);
      await expect(admin('AdminGetUser')).rejects.toMatchObject(gone);
    });
  });

  it('switch MFA by SMS the old way for users who have a phone number', async () => {
    await begin();
    await confirmedUser(harness);
    const { AccessToken } = (await signIn(harness, 'legacy')).AuthenticationResult;
    const sms = [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }];
    const set = (MFAOptions: object[]) =>
      harness.callUnsigned('SetUserSettings', { AccessToken, MFAOptions });
    const invalid = { code: 'InvalidParameterException' };
    await expect(set(sms)).rejects.toMatchObject(invalid);
    await admin('AdminUpdateUserAttributes', {
      UserAttributes: [{ Name: 'phone_number', Value: '+4915112345678' }],
    });
    const byEmail = [{ DeliveryMedium: 'EMAIL', AttributeName: 'email' }];
    await expect(set(byEmail)).rejects.toMatchObject(invalid);
    await set(sms);
    const own = () => harness.callUnsigned('GetUser', { AccessToken });
    expect(await own()).toMatchObject({ MFAOptions: sms, UserMFASettingList: ['SMS_MFA'] });
    const { Users } = await harness.call('ListUsers', { UserPoolId: harness.pool.id });
    expect(Users).toMatchObject([{ MFAOptions: sms }]);
    await admin('AdminSetUserSettings', { MFAOptions: [] });
    expect(await own()).not.toHaveProperty('MFAOptions');
  });
});
