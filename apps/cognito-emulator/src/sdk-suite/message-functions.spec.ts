import {
  AdminCreateUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetUserAttributeVerificationCodeCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources, waitUntil } from '@gatehouse/test-kit';
import { goodPassword } from '../spec-support/harness.js';
import { withSms } from '../spec-support/message-senders.js';
import { type StartedFunctions, startWithFunctions } from '../spec-support/started-functions.js';

const Username = 'ann@example.com';
const ClientMetadata = { from: 'spec' };
const worded = `
  const { codeParameter, usernameParameter } = event.request;
  event.response.emailSubject = event.triggerSource;
  event.response.emailMessage = 'Mail: ' + codeParameter + (usernameParameter || '');
  event.response.smsMessage = 'Text: ' + codeParameter + (usernameParameter || '');`;

describe('functions of messages', () => {
  const resources = useResources();
  let started: StartedFunctions;
  const begin = async (functions: Readonly<Record<string, string>>, pool = {}) => {
    started = await resources.add(startWithFunctions({ functions, pool }));
  };
  const named = () => ({ ClientId: started.client('web').id, Username });
  const asAdmin = () => ({ UserPoolId: started.pool.id, Username });
  const signUp = () =>
    started.sdk.send(new SignUpCommand({ ...named(), Password: goodPassword, ClientMetadata }));
  const lastCode = () => started.sent().at(-1)?.code ?? '';
  const confirm = () =>
    started.sdk.send(new ConfirmSignUpCommand({ ...named(), ConfirmationCode: lastCode() }));
  const signIn = () =>
    started.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: started.client('web').id,
        AuthParameters: { USERNAME: Username, PASSWORD: goodPassword },
        ClientMetadata,
      }),
    );

  it('word each kind, told the metadata but not the code', async () => {
    await begin({ CustomMessage: worded });
    const { sdk } = started;
    await signUp();
    expect(started.told()).toMatchObject([
      {
        triggerSource: 'CustomMessage_SignUp',
        request: {
          userAttributes: { 'cognito:user_status': 'UNCONFIRMED', email: Username },
          codeParameter: '{####}',
          linkParameter: '{##Click Here##}',
          usernameParameter: null,
          clientMetadata: ClientMetadata,
        },
        response: { smsMessage: null, emailMessage: null, emailSubject: null },
      },
    ]);
    expect(JSON.stringify(started.told())).not.toContain(lastCode());
    await sdk.send(new ResendConfirmationCodeCommand({ ...named(), ClientMetadata }));
    await confirm();
    await sdk.send(new ForgotPasswordCommand({ ...named(), ClientMetadata }));
    const UserAttributes = [{ Name: 'email', Value: 'anne@example.com' }];
    const update = { ...asAdmin(), UserAttributes, ClientMetadata };
    const { AuthenticationResult } = await signIn();
    await sdk.send(new AdminUpdateUserAttributesCommand(update));
    await sdk.send(
      new GetUserAttributeVerificationCodeCommand({
        AccessToken: AuthenticationResult?.AccessToken,
        AttributeName: 'email',
        ClientMetadata,
      }),
    );
    const kinds = [
      'SignUp',
      'ResendCode',
      'ForgotPassword',
      'UpdateUserAttribute',
      'VerifyUserAttribute',
    ];
    expect(started.sent().map(({ subject }) => subject)).toEqual(
      kinds.map((kind) => `CustomMessage_${kind}`),
    );
    for (const { body, code } of started.sent()) expect(body).toBe(`Mail: ${code ?? ''}`);
    for (const { request } of started.told())
      expect(request.clientMetadata).toEqual(ClientMetadata);
  });

  it('word invitations, with name and temporary password', async () => {
    await begin({ CustomMessage: worded });
    const invited = { ...asAdmin(), DesiredDeliveryMediums: ['EMAIL' as const] };
    await started.sdk.send(new AdminCreateUserCommand(invited));
    await started.sdk.send(new AdminCreateUserCommand({ ...invited, MessageAction: 'RESEND' }));
    expect(started.told()).toMatchObject(
      Array.from({ length: 2 }, () => ({
        triggerSource: 'CustomMessage_AdminCreateUser',
        callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
        request: {
          userAttributes: { 'cognito:user_status': 'FORCE_CHANGE_PASSWORD' },
          usernameParameter: '{username}',
        },
      })),
    );
    for (const { body, code } of started.sent())
      expect(body).toBe(`Mail: ${code ?? ''}${Username}`);
  });

  it('word codes to sign in with, told the metadata of answers alone', async () => {
    const pool = { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SMS_MFA'], ...withSms() };
    await begin({ CustomMessage: worded }, pool);
    const UserAttributes = [{ Name: 'phone_number', Value: '+15550100' }];
    const made = { ...asAdmin(), UserAttributes, MessageAction: 'SUPPRESS' } as const;
    await started.sdk.send(new AdminCreateUserCommand(made));
    const password = { ...asAdmin(), Password: goodPassword, Permanent: true };
    await started.sdk.send(new AdminSetUserPasswordCommand(password));
    const SMSMfaSettings = { Enabled: true, PreferredMfa: true };
    await started.sdk.send(new AdminSetUserMFAPreferenceCommand({ ...asAdmin(), SMSMfaSettings }));
    const { Session } = await signIn();
    const [event] = started.told('CustomMessage_Authentication');
    expect(event?.request).not.toHaveProperty('clientMetadata');
    expect(started.sent()).toMatchObject([{ medium: 'SMS', body: `Text: ${lastCode()}` }]);
    const answer = new RespondToAuthChallengeCommand({
      ChallengeName: 'SMS_MFA',
      ClientId: started.client('web').id,
      Session,
      ChallengeResponses: { USERNAME: Username, SMS_MFA_CODE: lastCode() },
    });
    await expect(started.sdk.send(answer)).resolves.toHaveProperty('AuthenticationResult');
  });

  it("leave the pool's own words where theirs have no place for the code", async () => {
    await begin({ CustomMessage: "event.response.emailMessage = 'Hello!';" });
    await signUp();
    expect(started.sent()).toMatchObject([
      { subject: 'Welcome', body: `Welcome ${Username}, your code: ${lastCode()}` },
    ]);
  });

  it('put the link in where the pool confirms by one', async () => {
    const template = { DefaultEmailOption: 'CONFIRM_WITH_LINK' };
    const words = 'event.response.emailMessage = "Go on: " + event.request.linkParameter;';
    await begin({ CustomMessage: words }, { VerificationMessageTemplate: template });
    await signUp();
    expect(started.sent()[0]?.body).toMatch(/^Go on: <a href="http[^"]+">Click Here<\/a>$/);
  });

  it.each([
    ['fails', "throw new Error('no paper');", 'CustomMessage failed with error no paper.'],
    [
      'gives back another kind of value',
      'event.response.emailMessage = 5;',
      'Unrecognizable lambda output',
    ],
  ])('keep nothing of a sign-up when one %s', async (_how, statements, message) => {
    await begin({ CustomMessage: statements });
    await expect(signUp()).rejects.toMatchObject({ message });
    expect(started.sent()).toEqual([]);
    expect(started.emulator.services.users.find(started.pool, Username)).toBeUndefined();
  });

  it('may change the user whose message they word', async () => {
    const change = `if (event.triggerSource === 'CustomMessage_ResendCode')
      await admin('AdminUpdateUserAttributes', {
        UserPoolId: event.userPoolId, Username: event.userName,
        UserAttributes: [{ Name: 'nickname', Value: 'Annie' }],
      });`;
    await begin({ CustomMessage: change });
    await signUp();
    await started.sdk.send(new ResendConfirmationCodeCommand(named()));
    await confirm();
    const user = started.emulator.services.users.get(started.pool, Username);
    expect(user).toMatchObject({ status: 'CONFIRMED', attributes: { nickname: 'Annie' } });
  });

  it('send no code to who is disabled meanwhile', async () => {
    const disable = `if (event.triggerSource === 'CustomMessage_ForgotPassword')
      await admin('AdminDisableUser', { UserPoolId: event.userPoolId, Username: event.userName });`;
    await begin({ CustomMessage: disable });
    await signUp();
    await confirm();
    const forgot = started.sdk.send(new ForgotPasswordCommand(named()));
    await expect(forgot).rejects.toMatchObject({ message: 'User is disabled.' });
    expect(started.sent()).toHaveLength(1);
  });

  describe('CustomEmailSender', () => {
    /** Waits for a function that no answer waits for. */
    const toldOnce = (source: string) =>
      waitUntil(() => started.told(source)[0], { what: `a call of ${source}` });

    it('gets the code once it is good, and words nothing', async () => {
      await begin({ CustomEmailSender: '', CustomMessage: worded });
      const { UserSub } = await signUp();
      const event = await toldOnce('CustomEmailSender_SignUp');
      expect(event).toMatchObject({
        userName: UserSub,
        request: {
          type: 'customEmailSenderRequestV1',
          code: Buffer.from(lastCode()).toString('base64'),
          clientMetadata: ClientMetadata,
          userAttributes: { email: Username },
        },
      });
      expect(started.told('CustomMessage_SignUp')).toEqual([]);
      await confirm();
    });

    it('fails for itself', async () => {
      await begin({ CustomEmailSender: "throw new Error('no paper');" });
      await expect(signUp()).resolves.toMatchObject({ UserConfirmed: false });
      await toldOnce('CustomEmailSender_SignUp');
      await confirm();
    });

    it('leaves SMS alone', async () => {
      const pool = { AutoVerifiedAttributes: ['phone_number'], ...withSms() };
      await begin({ CustomEmailSender: '', CustomSMSSender: '' }, pool);
      const UserAttributes = [{ Name: 'phone_number', Value: '+15550100' }];
      const web = await started.sdk.send(
        new AdminCreateUserCommand({
          ...asAdmin(),
          UserAttributes,
          TemporaryPassword: goodPassword,
        }),
      );
      expect(web.User?.UserStatus).toBe('FORCE_CHANGE_PASSWORD');
      const event = await toldOnce('CustomSMSSender_AdminCreateUser');
      expect(event.request).toMatchObject({
        type: 'customSMSSenderRequestV1',
        code: Buffer.from(goodPassword).toString('base64'),
        clientMetadata: null,
      });
      expect(started.told()).toHaveLength(1);
    });
  });
});
