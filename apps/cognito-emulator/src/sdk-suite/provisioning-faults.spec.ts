import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { startSuite, type StartedSuite } from '../spec-support/started-suite.js';

const invalid = 'InvalidParameterException';
const oauth = { AllowedOAuthFlowsUserPoolClient: true };
const code = { ...oauth, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'] };
const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 };
const functionArn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const machine = { ...oauth, AllowedOAuthFlows: ['client_credentials'], GenerateSecret: true };

/** Ways to a new password, by name and priority. */
const recovery = (...ways: readonly (readonly [string, number])[]) => ({
  RecoveryMechanisms: ways.map(([Name, Priority]) => ({ Name, Priority })),
});

describe('settings that Cognito refuses', () => {
  const resources = useResources();
  let started: StartedSuite;
  let UserPoolId: string | undefined;
  const createPool = async (settings: object = {}) => {
    const command = new CreateUserPoolCommand({ PoolName: 'made', ...settings });
    return (await started.sdk.send(command)).UserPool;
  };
  const createClient = (settings: object) =>
    started.sdk.send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'made', ...settings }),
    );
  beforeAll(async () => {
    started = await resources.add(startSuite());
    UserPoolId = (await createPool())?.Id;
  });

  it.each([
    [
      { MfaConfiguration: 'OPTIONAL' },
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    ],
    [
      { AutoVerifiedAttributes: ['phone_number'] },
      'SMS configuration is required when phone_number is selected for auto verification',
    ],
    [
      { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } },
      'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes',
    ],
    [
      { EmailConfiguration: { From: 'from@example.com' } },
      'Cannot configure From email address for default email configuration',
    ],
    [
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP'] } } },
      'Password should be configured as one of the allowed first auth factors.',
    ],
    [
      { AliasAttributes: ['email'], UsernameAttributes: ['email'] },
      'Only one of the aliasAttributes or usernameAttributes can be set in a User pool.',
    ],
    [
      { AccountRecoverySetting: recovery(['admin_only', 1], ['verified_email', 2]) },
      'Invalid account recovery setting parameter. Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.',
    ],
    [
      { AccountRecoverySetting: recovery(['verified_phone_number', 1], ['verified_email', 1]) },
      'Invalid account recovery setting parameter. Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.',
    ],
    [
      { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' } },
      'Source ARN is required to use DEVELOPER email sending owner',
    ],
    [
      {
        Schema: [
          { Name: 'x', AttributeDataType: 'String' },
          { Name: 'x', AttributeDataType: 'String' },
        ],
      },
      'Duplicate custom attribute names custom:x are not allowed in a user pool schema.',
    ],
    [
      {
        Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } },
        AdminCreateUserConfig: { UnusedAccountValidityDays: 5 },
      },
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    ],
    [
      {
        LambdaConfig: {
          PreTokenGeneration: functionArn('one'),
          PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: functionArn('other') },
        },
      },
      "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
    ],
    [
      { Schema: [{ Name: 'email', AttributeDataType: 'Number' }] },
      'You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email',
    ],
  ])('of a pool: %j', async (settings, message) => {
    await expect(createPool(settings)).rejects.toMatchObject({ name: invalid, message });
  });

  it.each([
    [
      { Name: 'x' },
      'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
    ],
    [
      { Name: 'email', StringAttributeConstraints: { MinLength: 'few' } },
      'Invalid StringAttributeConstraints for schema attribute email',
    ],
    [
      { Name: 'updated_at', NumberAttributeConstraints: { MaxValue: 'many' } },
      'Invalid NumberAttributeConstraints for schema attribute updated_at',
    ],
    [
      { Name: 'email', StringAttributeConstraints: { MaxLength: '2049' } },
      'user.email: String attributes cannot have a length of more than 2048',
    ],
    [
      { Name: 'email', StringAttributeConstraints: { MinLength: '2', MaxLength: '1' } },
      "Attribute email cannot have a max length shorter than it's min length",
    ],
    [
      {
        Name: 'age',
        AttributeDataType: 'Number',
        NumberAttributeConstraints: { MinValue: '2', MaxValue: '1' },
      },
      "Attribute custom:age cannot have a max value smaller than it's min value",
    ],
  ])('of a schema: %j', async (attribute, message) => {
    await expect(createPool({ Schema: [attribute] })).rejects.toMatchObject({
      name: invalid,
      message,
    });
  });

  it('but keeps of constraints those that go with the type', async () => {
    const both = {
      NumberAttributeConstraints: { MinValue: '1' },
      StringAttributeConstraints: { MinLength: '2' },
    };
    const types = ['String', 'Number', 'Boolean'] as const;
    const Schema = types.map((AttributeDataType) => ({
      Name: AttributeDataType,
      AttributeDataType,
      ...both,
    }));
    const made = (await createPool({ Schema }))?.SchemaAttributes?.slice(-3);
    expect(
      made?.map(({ NumberAttributeConstraints: range, StringAttributeConstraints: length }) => [
        range,
        length,
      ]),
    ).toEqual([
      [undefined, { MinLength: '2' }],
      [{ MinValue: '1' }, undefined],
      [undefined, undefined],
    ]);
  });

  it('when a pool is changed, too', async () => {
    const update = (settings: object) =>
      started.sdk.send(new UpdateUserPoolCommand({ UserPoolId, ...settings }));
    await expect(update({ MfaConfiguration: 'ON' })).rejects.toMatchObject({
      name: invalid,
      message: 'Cannot turn MFA functionality ON, once the user pool has been created.',
    });
    const mfa = (settings: object) =>
      started.sdk.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...settings }));
    await expect(mfa({ MfaConfiguration: 'OPTIONAL' })).rejects.toThrow(
      'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
    );
    const tokens = (Enabled: boolean) => ({ SoftwareTokenMfaConfiguration: { Enabled } });
    await expect(mfa({ MfaConfiguration: 'OPTIONAL', ...tokens(false) })).rejects.toThrow(
      "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
    );
    await mfa({ MfaConfiguration: 'OPTIONAL', ...tokens(true) });
    for (const isEnabled of [true, false])
      await expect(mfa({ MfaConfiguration: 'OFF', ...tokens(isEnabled) })).rejects.toThrow(
        "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
      );
    await update({ MfaConfiguration: 'ON' });
  });

  it.each([
    [{ CallbackURLs: ['http://example.com'] }, 'cannot use the HTTP protocol', invalid],
    [{ LogoutURLs: ['http://example.com'] }, 'cannot use the HTTP protocol', invalid],
    [{ CallbackURLs: ['https://example.com#here'] }, 'fragment', invalid],
    [{ CallbackURLs: ['/callback'] }, 'absolute', invalid],
    [
      { CallbackURLs: ['https://example.com'], DefaultRedirectURI: 'https://other.example' },
      'The default redirect URI https://other.example is not in the callback URIs list.',
      invalid,
    ],
    [oauth, 'AllowedOAuthFlows and AllowedOAuthScopes are required', invalid],
    [code, 'CallbackUrls can not be empty', 'InvalidOAuthFlowException'],
    [
      { ...machine, AllowedOAuthScopes: ['openid'] },
      'openid is not supported with client_credentials flow',
      'InvalidOAuthFlowException',
    ],
    [{ AllowedOAuthScopes: ['a/b'] }, 'Invalid scope requested: a/b', 'ScopeDoesNotExistException'],
    [
      { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], RefreshTokenRotation },
      'Refresh token rotation can not be enabled for a client that allows REFRESH_TOKEN_AUTH.',
      invalid,
    ],
    [{ WriteAttributes: ['email_verified'] }, 'Invalid write attributes specified', invalid],
    [{ ReadAttributes: ['custom:none'] }, 'Invalid read attributes specified', invalid],
  ])('of a client: %j', async (settings, message, name) => {
    await expect(createClient(settings)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message) as string,
    });
  });

  it('but not rotation beside the older names of flows', async () => {
    const ExplicitAuthFlows = ['ADMIN_NO_SRP_AUTH'];
    const { UserPoolClient } = await createClient({ ExplicitAuthFlows, RefreshTokenRotation });
    expect(UserPoolClient).toMatchObject({ ExplicitAuthFlows, RefreshTokenRotation });
    const refresh = new InitiateAuthCommand({
      ClientId: UserPoolClient?.ClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: 'any' },
    });
    await expect(started.sdk.send(refresh)).rejects.toMatchObject({ name: invalid });
  });

  it('but not addresses on this machine, nor those of apps', async () => {
    const hosts = ['localhost:3000', '127.0.0.1:3000', '[::1]:3000'];
    const CallbackURLs = [...hosts.map((host) => `http://${host}/callback`), 'myapp://example'];
    const { UserPoolClient } = await createClient({ ...code, CallbackURLs });
    expect(UserPoolClient?.CallbackURLs).toEqual(CallbackURLs);
  });

  it('and describes how long temporary passwords are good for in both places', async () => {
    const days = { Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } } };
    const pool = await createPool(days);
    expect(pool?.AdminCreateUserConfig?.UnusedAccountValidityDays).toBe(3);
    const older = await createPool({ AdminCreateUserConfig: { UnusedAccountValidityDays: 5 } });
    expect(older?.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays).toBe(5);
    expect(older?.AdminCreateUserConfig?.AllowAdminCreateUserOnly).toBe(false);
  });
});
