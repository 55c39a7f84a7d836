import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  ForgotPasswordCommand,
  SignUpCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { goodPassword } from '../spec-support/harness.js';
import {
  type FunctionOptions,
  type StartedFunctions,
  startWithFunctions,
} from '../spec-support/started-functions.js';

const Username = 'ann@example.com';
const ClientMetadata = { from: 'spec' };

describe('functions of sign-up', () => {
  const resources = useResources();
  let started: StartedFunctions;
  const begin = async (functions: FunctionOptions['functions'], pool = {}) => {
    started = await resources.add(startWithFunctions({ functions, pool }));
  };
  const ClientId = () => started.client('web').id;
  const UserPoolId = () => started.pool.id;
  const signUp = (body: object = {}) =>
    started.sdk.send(
      new SignUpCommand({ ClientId: ClientId(), Username, Password: goodPassword, ...body }),
    );
  const getUser = (name = Username) =>
    started.sdk.send(new AdminGetUserCommand({ UserPoolId: UserPoolId(), Username: name }));
  const lastCode = () => started.sent().at(-1)?.code ?? '';

  describe('PreSignUp', () => {
    it('is told what was given, and nothing that is not so yet', async () => {
      await begin({ PreSignUp: '' });
      await signUp({ ClientMetadata, ValidationData: [{ Name: 'a', Value: 'b' }] });
      const [event] = started.told();
      expect(event).toEqual({
        version: '1',
        triggerSource: 'PreSignUp_SignUp',
        region: 'eu-west-1',
        userPoolId: UserPoolId(),
        userName: expect.stringMatching(/^[\da-f-]{36}$/) as string,
        callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: ClientId() },
        request: {
          userAttributes: { email: Username },
          validationData: { a: 'b' },
          clientMetadata: ClientMetadata,
        },
        response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
      });
      await expect(getUser()).resolves.toMatchObject({ UserStatus: 'UNCONFIRMED' });
    });

    it('confirms and verifies, which the function after is told', async () => {
      const statements = 'event.response.autoConfirmUser = event.response.autoVerifyEmail = true;';
      await begin({ PreSignUp: statements, PostConfirmation: '' });
      await expect(signUp({ ClientMetadata })).resolves.toMatchObject({ UserConfirmed: true });
      const { UserAttributes } = await getUser();
      expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
      expect(started.sent()).toEqual([]);
      expect(started.told('PostConfirmation_ConfirmSignUp')).toMatchObject([
        {
          request: {
            userAttributes: { 'cognito:user_status': 'CONFIRMED', email_verified: 'true' },
            clientMetadata: ClientMetadata,
          },
        },
      ]);
    });

    it('refuses, and nobody is there', async () => {
      await begin({ PreSignUp: "throw new Error('not you');" });
      const refused = {
        name: 'UserLambdaValidationException',
        message: 'PreSignUp failed with error not you.',
        $metadata: { httpStatusCode: 400 },
      };
      await expect(signUp()).rejects.toMatchObject(refused);
      await expect(
        started.sdk.send(new AdminCreateUserCommand({ UserPoolId: UserPoolId(), Username })),
      ).rejects.toMatchObject(refused);
      await expect(getUser()).rejects.toMatchObject({ name: 'UserNotFoundException' });
      expect(started.sent()).toEqual([]);
    });

    it.each([
      ['nothing', 'return null;'],
      ['an event without a response', 'delete event.response;'],
      ['another kind of value', "event.response.autoConfirmUser = 'perhaps';"],
      ['a list', 'event.response = [];'],
      ['an address to verify that is not there', 'event.response.autoVerifyPhone = true;'],
    ])('is not understood when it gives back %s', async (_what, statements) => {
      await begin({ PreSignUp: statements });
      await expect(signUp()).rejects.toMatchObject({ name: 'InvalidLambdaResponseException' });
      await expect(getUser()).rejects.toMatchObject({ name: 'UserNotFoundException' });
    });

    it('moves an alias to the new user', async () => {
      const aliases = { UsernameAttributes: undefined, AliasAttributes: ['email'] };
      await begin({ PreSignUp: 'event.response.autoVerifyEmail = true;' }, aliases);
      const UserAttributes = [{ Name: 'email', Value: Username }];
      await signUp({ Username: 'first', UserAttributes });
      await signUp({ Username: 'second', UserAttributes });
      await expect(getUser()).resolves.toMatchObject({ Username: 'second' });
      const { UserAttributes: before } = await getUser('first');
      expect(before).toContainEqual({ Name: 'email_verified', Value: 'false' });
    });

    it('has no say in who an administrator makes but to refuse', async () => {
      await begin({ PreSignUp: 'event.response.autoConfirmUser = true;', PostConfirmation: '' });
      const ValidationData = [{ Name: 'a', Value: 'b' }];
      const body = { UserPoolId: UserPoolId(), Username, ClientMetadata, ValidationData };
      const { User } = await started.sdk.send(new AdminCreateUserCommand(body));
      expect(User?.UserStatus).toBe('FORCE_CHANGE_PASSWORD');
      expect(started.told()).toMatchObject([
        {
          triggerSource: 'PreSignUp_AdminCreateUser',
          callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
          request: { validationData: { a: 'b' }, clientMetadata: ClientMetadata },
        },
      ]);
    });
  });

  it('are set by the API, and described as they were set', async () => {
    await begin({ PreSignUp: "throw new Error('not you');" });
    const LambdaArn = started.pool.settings.LambdaConfig?.PreSignUp as string;
    const KMSKeyID = 'arn:aws:kms:eu-west-1:123456789012:key/1';
    const sender = { LambdaVersion: 'V1_0', LambdaArn } as const;
    const LambdaConfig = {
      PreSignUp: LambdaArn,
      CustomEmailSender: sender,
      CustomSMSSender: sender,
      KMSKeyID,
    };
    const { UserPool } = await started.sdk.send(
      new CreateUserPoolCommand({ PoolName: 'other', LambdaConfig }),
    );
    const { Id } = UserPool ?? {};
    const describe = () => started.sdk.send(new DescribeUserPoolCommand({ UserPoolId: Id }));
    expect((await describe()).UserPool?.LambdaConfig).toEqual(LambdaConfig);
    const made = { UserPoolId: Id, Username: 'ann' };
    await expect(started.sdk.send(new AdminCreateUserCommand(made))).rejects.toMatchObject({
      message: 'PreSignUp failed with error not you.',
    });
    await started.sdk.send(new UpdateUserPoolCommand({ UserPoolId: Id }));
    expect((await describe()).UserPool?.LambdaConfig ?? {}).toEqual({});
    await expect(started.sdk.send(new AdminCreateUserCommand(made))).resolves.toHaveProperty(
      'User',
    );
  });

  describe('PostConfirmation', () => {
    const confirm = () =>
      started.sdk.send(
        new ConfirmSignUpCommand({
          ClientId: ClientId(),
          Username,
          ConfirmationCode: lastCode(),
          ClientMetadata,
        }),
      );

    it('may change the user it is told about', async () => {
      const statements = `await admin('AdminUpdateUserAttributes', {
        UserPoolId: event.userPoolId, Username: event.userName,
        UserAttributes: [{ Name: 'nickname', Value: 'Annie' }],
      });`;
      await begin({ PostConfirmation: statements });
      const { UserSub } = await signUp();
      await confirm();
      expect(started.told()).toMatchObject([
        {
          triggerSource: 'PostConfirmation_ConfirmSignUp',
          userName: UserSub,
          callerContext: { clientId: ClientId() },
          request: {
            userAttributes: {
              sub: UserSub,
              'cognito:user_status': 'CONFIRMED',
              'cognito:email_alias': Username,
              email: Username,
              email_verified: 'true',
            },
            clientMetadata: ClientMetadata,
          },
          response: {},
        },
      ]);
      const { UserAttributes } = await getUser();
      expect(UserAttributes).toContainEqual({ Name: 'nickname', Value: 'Annie' });
    });

    it('fails after the fact', async () => {
      await begin({ PostConfirmation: "throw new Error('too late');" });
      await signUp();
      await expect(confirm()).rejects.toMatchObject({
        name: 'UserLambdaValidationException',
        message: 'PostConfirmation failed with error too late.',
      });
      await expect(getUser()).resolves.toMatchObject({ UserStatus: 'CONFIRMED' });
    });

    it('must hand its event back', async () => {
      await begin({ PostConfirmation: 'return;' });
      await signUp();
      await expect(confirm()).rejects.toMatchObject({
        name: 'InvalidLambdaResponseException',
        message: 'Unrecognizable lambda output',
      });
    });

    it('is called when an administrator confirms, and after a new password', async () => {
      await begin({ PostConfirmation: '' });
      await signUp();
      const named = { UserPoolId: UserPoolId(), Username, ClientMetadata };
      await started.sdk.send(new AdminConfirmSignUpCommand(named));
      expect(started.told('PostConfirmation_ConfirmSignUp')).toMatchObject([
        {
          callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
          request: { clientMetadata: ClientMetadata },
        },
      ]);
      const { users } = started.emulator.services;
      const user = users.get(started.pool, Username);
      await users.save({ ...user, attributes: { ...user.attributes, email_verified: 'true' } });
      await started.sdk.send(new ForgotPasswordCommand({ ClientId: ClientId(), Username }));
      await started.sdk.send(
        new ConfirmForgotPasswordCommand({
          ClientId: ClientId(),
          Username,
          ConfirmationCode: lastCode(),
          Password: 'Another-horse-8',
          ClientMetadata,
        }),
      );
      expect(started.told('PostConfirmation_ConfirmForgotPassword')).toMatchObject([
        { request: { clientMetadata: ClientMetadata } },
      ]);
    });
  });
});
