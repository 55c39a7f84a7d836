import { readFileSync } from 'node:fs';
import { type StackSettings, stackSettings } from './stack-settings.js';
import { localParametersFile, synthesizeTemplate } from './template.js';

interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default: string }>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, { readonly Properties: object }>>;
}

type Parameters = Readonly<Record<string, string>>;

const { Parameters: local } = JSON.parse(readFileSync(localParametersFile, 'utf8')) as {
  readonly Parameters: Parameters;
};
const { SesIdentityArn, SesFromAddress, SmsRoleArn } = local;
const ses = { SesIdentityArn: SesIdentityArn!, SesFromAddress: SesFromAddress! };
const sms = { SmsRoleArn: SmsRoleArn! };

/** The properties of the pool as CloudFormation evaluates them with the parameters. */
function poolWith(mfa: StackSettings['mfa'], parameters: Parameters = {}): object {
  const template = JSON.parse(synthesizeTemplate({ ...stackSettings, mfa })) as Template;
  return evaluated(template, parameters, template.Resources.UserPool!.Properties) as object;
}

type Functions = Readonly<Record<string, (argument: unknown) => unknown>>;

/** Evaluates Ref of parameters, Fn::If, Fn::Equals and Fn::Not; undefined: AWS::NoValue. */
function evaluated(template: Template, given: Parameters, value: unknown): unknown {
  const inner = (one: unknown) => evaluated(template, given, one);
  const functions: Functions = {
    Ref: (name) => given[name as string] ?? template.Parameters[name as string]?.Default,
    'Fn::If': (argument) => {
      const [condition, then, otherwise] = argument as [string, unknown, unknown];
      return inner(inner(template.Conditions[condition]) === true ? then : otherwise);
    },
    'Fn::Not': (argument) => inner((argument as unknown[])[0]) !== true,
    'Fn::Equals': (argument) => {
      const [one, other] = argument as [unknown, unknown];
      return inner(one) === inner(other);
    },
  };
  if (Array.isArray(value)) return value.map(inner).filter(isThere);
  if (typeof value !== 'object' || value === null) return value;
  return evaluatedObject(value, functions, inner);
}

function evaluatedObject(value: object, functions: Functions, inner: (one: unknown) => unknown) {
  const entries = Object.entries(value) as [string, unknown][];
  const [name, argument] = entries[0] ?? [''];
  if (functions[name]) return functions[name](argument);
  const members = entries.map(([key, one]) => [key, inner(one)] as const);
  return Object.fromEntries(members.filter(([, one]) => isThere(one)));
}

const isThere = (value: unknown): boolean => value !== undefined;

const recovery = (...names: string[]) => ({
  RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: index + 1 })),
});
const passkeys = {
  WebAuthnRelyingPartyID: 'localhost',
  WebAuthnUserVerification: 'required',
  WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
};

describe('a pool with optional MFA', () => {
  it('has every factor if the stack has an SES identity and a role for SMS', () => {
    const pool = poolWith('optional', local);
    expect(pool).toMatchObject({
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'],
      Policies: {
        SignInPolicy: {
          AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP', 'SMS_OTP'],
        },
      },
      AccountRecoverySetting: recovery('verified_phone_number', 'verified_email'),
      AutoVerifiedAttributes: ['email', 'phone_number'],
      UserAttributeUpdateSettings: {
        AttributesRequireVerificationBeforeUpdate: ['email', 'phone_number'],
      },
      EmailConfiguration: {
        EmailSendingAccount: 'DEVELOPER',
        SourceArn: SesIdentityArn,
        From: SesFromAddress,
      },
      SmsConfiguration: { SnsCallerArn: SmsRoleArn, ExternalId: 'gatehouse' },
      ...passkeys,
    });
    expect(pool).not.toHaveProperty('DeviceConfiguration');
  });

  it('has the factors that need no sender in an account with neither', () => {
    const pool = poolWith('optional');
    expect(pool).toMatchObject({
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: {
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP'] },
      },
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      ...passkeys,
    });
    expect(pool).not.toHaveProperty('SmsConfiguration');
  });

  it('has email MFA without SMS, and SMS MFA without email MFA', () => {
    expect(poolWith('optional', ses)).toMatchObject({
      EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
    });
    expect(poolWith('optional', sms)).toMatchObject({
      EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'],
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
    });
  });

  it('sends from the address of the SES identity if no other is given', () => {
    const { SesIdentityArn: identity } = ses;
    expect(poolWith('optional', { SesIdentityArn: identity })).toHaveProperty(
      'EmailConfiguration',
      { EmailSendingAccount: 'DEVELOPER', SourceArn: identity },
    );
  });

  it('creates passkeys for the domain that a parameter names', () => {
    expect(poolWith('optional', { PasskeyDomain: 'example.com' })).toHaveProperty(
      'WebAuthnRelyingPartyID',
      'example.com',
    );
  });
});

describe('a pool with required MFA', () => {
  it('has no one-time code as a first factor, recovers by phone and remembers devices', () => {
    expect(poolWith('required', local)).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
      AccountRecoverySetting: recovery('verified_phone_number'),
      DeviceConfiguration: {
        ChallengeRequiredOnNewDevice: true,
        DeviceOnlyRememberedOnUserPrompt: true,
      },
      ...passkeys,
    });
  });

  it('is recovered by administrators alone in an account without SMS', () => {
    expect(poolWith('required', ses)).toMatchObject({
      EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
      AccountRecoverySetting: recovery('admin_only'),
    });
    expect(poolWith('required')).toMatchObject({ EnabledMfas: ['SOFTWARE_TOKEN_MFA'] });
  });

  it('has the logical ids of the pool with optional MFA', () => {
    const idsWith = (mfa: StackSettings['mfa']) => {
      const { Resources } = JSON.parse(synthesizeTemplate({ ...stackSettings, mfa })) as Template;
      return Object.keys(Resources);
    };
    expect(idsWith('required')).toEqual(idsWith('optional'));
  });
});
