import { useResources } from '@gatehouse/test-kit';
import { createHarness, type Harness } from '../spec-support/harness.js';

const settings = {
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 3 },
  AutoVerifiedAttributes: ['email'],
  AliasAttributes: ['email'],
  DeletionProtection: 'ACTIVE',
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
  EmailConfiguration: {
    EmailSendingAccount: 'DEVELOPER',
    SourceArn: '{{resolve:ssm:/mail/identity}}',
  },
  EmailVerificationMessage: 'Your code: {####}',
  EmailVerificationSubject: 'Your code',
  IssuerConfiguration: { Type: 'UPDATED' },
  KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
  MfaConfiguration: 'OPTIONAL',
  SmsAuthenticationMessage: 'Sign in with {####}',
  SmsConfiguration: { ExternalId: 'x', SnsCallerArn: { 'Fn::ImportValue': 'sms-role' } },
  SmsVerificationMessage: 'Verify with {####}',
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
  UserPoolTags: { team: 'accounts', level: 3 },
  UserPoolTier: 'PLUS',
  UsernameConfiguration: { CaseSensitive: 'false' },
  VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
};

const elsewhere = {
  UserPoolName: 'everything',
  EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'],
  EmailAuthenticationMessage: 'Sign in: {####}',
  EmailAuthenticationSubject: 'Sign in',
  LambdaConfig: { PreSignUp: 'arn:aws:lambda:eu-west-1:123456789012:function:pre' },
  Policies: {
    PasswordPolicy: { MinimumLength: '12', RequireSymbols: 'true' },
    SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] },
  },
  Schema: [
    { Name: 'level', AttributeDataType: 'Number', NumberAttributeConstraints: { MaxValue: 9 } },
  ],
  WebAuthnRelyingPartyID: 'app.example',
  WebAuthnUserVerification: 'required',
  WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
};

const templateOf = (properties: object) => ({
  Resources: { Pool: { Type: 'AWS::Cognito::UserPool', Properties: properties } },
});

describe('every property of a user pool', () => {
  const resources = useResources();
  let harness: Harness;
  beforeAll(async () => {
    harness = await resources.add(createHarness(templateOf({ ...settings, ...elsewhere })));
  });

  const answer = async (operation: string) =>
    (await harness.call(operation, { UserPoolId: harness.pool.id })) as unknown as Record<
      string,
      unknown
    >;

  it('is described', async () => {
    const { UserPool: described } = await answer('DescribeUserPool');
    expect(described).toMatchObject({
      ...settings,
      Name: 'everything',
      SmsConfiguration: { ExternalId: 'x', SnsCallerArn: 'sms-role', SnsRegion: 'eu-west-1' },
      UserPoolTags: { team: 'accounts', level: '3' },
      UsernameConfiguration: { CaseSensitive: false },
      LambdaConfig: elsewhere.LambdaConfig,
      Policies: {
        PasswordPolicy: { MinimumLength: 12, RequireSymbols: true },
        SignInPolicy: elsewhere.Policies.SignInPolicy,
      },
      SchemaAttributes: expect.arrayContaining([
        expect.objectContaining({
          Name: 'custom:level',
          NumberAttributeConstraints: { MaxValue: '9' },
        }),
      ]) as unknown,
    });
  });

  it('that is about MFA is shown beside it', async () => {
    expect(await answer('GetUserPoolMfaConfig')).toEqual({
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: {
        SmsAuthenticationMessage: 'Sign in with {####}',
        SmsConfiguration: { ExternalId: 'x', SnsCallerArn: 'sms-role', SnsRegion: 'eu-west-1' },
      },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: { Message: 'Sign in: {####}', Subject: 'Sign in' },
      WebAuthnConfiguration: {
        RelyingPartyId: 'app.example',
        UserVerification: 'required',
        FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
      },
    });
  });

  it.each([
    [{ EnabledMfas: ['FAX_MFA'] }, /Pool\.EnabledMfas\.0: /],
    [{ EmailAuthenticationMessage: 'no code' }, /Pool\.EmailAuthenticationMessage: /],
    [{ WebAuthnUserVerification: 'maybe' }, /Pool\.WebAuthnUserVerification: /],
    [{ Policies: { PasswordPolicy: { MinimumLength: 3 } } }, /MinimumLength: /],
    [
      { Schema: [{ Name: 'x', AttributeDataType: 'String', Required: true }] },
      /Pool: Required custom attributes/,
    ],
    [{ Schema: [{ Name: 'x' }] }, /Pool: Invalid AttributeDataType input/],
    [{ Schema: [{ Name: 'a' }, { Name: 'a' }] }, /Pool: Duplicate custom attribute names custom:a/],
    [{ MfaConfiguration: 'SOMETIMES' }, /Pool\.MfaConfiguration: /],
  ])('is checked: %j', async (properties, reason) => {
    await expect(createHarness(templateOf(properties))).rejects.toThrow(reason);
  });
});
