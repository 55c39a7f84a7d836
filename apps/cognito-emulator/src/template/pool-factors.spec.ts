import { useResources } from '@gatehouse/test-kit';
import { createHarness, region } from '../spec-support/harness.js';
import { withSes, withSms } from '../spec-support/message-senders.js';
import { applyBlueprint } from './apply-blueprint.js';
import { secretsInStore } from './client-secrets.js';
import { loadBlueprint } from './load-blueprint.js';

const templateOf = (properties: object) => ({
  Resources: { Users: { Type: 'AWS::Cognito::UserPool', Properties: properties } },
});
const recovery = (...names: string[]) => ({
  AccountRecoverySetting: {
    RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: index + 1 })),
  },
});
const first = (...AllowedFirstAuthFactors: string[]) => ({
  Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
});
const mfa = (MfaConfiguration: string, ...EnabledMfas: string[]) => ({
  MfaConfiguration,
  EnabledMfas,
});
const email = { ...mfa('OPTIONAL', 'EMAIL_OTP'), ...withSes() };
const required = mfa('ON', 'SOFTWARE_TOKEN_MFA');
const multiFactor = { WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' };

describe('the start from a template', () => {
  const resources = useResources();

  it.each([
    ['Users.EmailConfiguration.EmailSendingAccount', mfa('OPTIONAL', 'EMAIL_OTP')],
    [
      'Users.EmailConfiguration.EmailSendingAccount',
      { ...email, EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' } },
    ],
    ['Users.AccountRecoverySetting', { ...email, ...recovery('verified_email') }],
    [
      'Users.AccountRecoverySetting',
      { ...mfa('ON', 'SMS_MFA'), ...withSms(), ...recovery('verified_phone_number') },
    ],
    ['Users.SmsConfiguration', mfa('ON', 'SMS_MFA', 'SOFTWARE_TOKEN_MFA')],
    ['Users.SmsConfiguration', { MfaConfiguration: 'OPTIONAL' }],
    ['Users.SmsConfiguration', { AutoVerifiedAttributes: ['phone_number'] }],
    ['Users.SmsConfiguration', first('PASSWORD', 'SMS_OTP')],
    [
      'Users.Policies.SignInPolicy.AllowedFirstAuthFactors',
      { ...required, ...first('PASSWORD', 'EMAIL_OTP') },
    ],
    ['Users.Policies.SignInPolicy.AllowedFirstAuthFactors', first('WEB_AUTHN')],
    ['Users.WebAuthnFactorConfiguration', { ...required, ...first('PASSWORD', 'WEB_AUTHN') }],
    ['Users.EnabledMfas', mfa('OFF', 'SOFTWARE_TOKEN_MFA')],
    ['Users.UserPoolTier', { ...email, UserPoolTier: 'LITE' }],
    ['Users.UserPoolTier', { ...first('PASSWORD', 'EMAIL_OTP'), UserPoolTier: 'LITE' }],
    [
      'Users.EmailConfiguration.SourceArn',
      { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' } },
    ],
  ])('names %s when AWS would reject %j', async (property, properties) => {
    await expect(createHarness(templateOf(properties))).rejects.toThrow(
      `the template is not usable: ${property}: `,
    );
  });

  it.each([
    ['email MFA with a sender of SES', email],
    ['email MFA beside recovery by administrators', { ...email, ...recovery('admin_only') }],
    [
      'every factor of MFA',
      { ...mfa('ON', 'SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'), ...withSes(), ...withSms() },
    ],
    ['verified numbers with SMS', { AutoVerifiedAttributes: ['phone_number'], ...withSms() }],
    ['SMS codes first with SMS', { ...first('PASSWORD', 'SMS_OTP'), ...withSms() }],
    ['email codes first with Cognito’s own sender', first('PASSWORD', 'EMAIL_OTP')],
    [
      'codes first beside optional MFA',
      { ...mfa('OPTIONAL', 'SOFTWARE_TOKEN_MFA'), ...first('PASSWORD', 'EMAIL_OTP') },
    ],
    [
      'required MFA that passkeys satisfy',
      { ...required, ...first('PASSWORD', 'WEB_AUTHN'), ...multiFactor },
    ],
    ['an empty list of factors without MFA', mfa('OFF')],
  ])('accepts %s', async (_what, properties) => {
    const { pool } = await resources.add(createHarness(templateOf(properties)));
    expect(pool.declaredAs).toBe('Users');
  });

  it('changes nothing when a later version of the template is rejected', async () => {
    const { services, clock, pool } = await resources.add(createHarness(templateOf(email)));
    const later = { ...email, UserPoolName: 'renamed', ...recovery('verified_email') };
    const blueprint = await loadBlueprint(templateOf(later), region);
    await expect(
      applyBlueprint(services.store, blueprint, secretsInStore, clock.nowMilliseconds()),
    ).rejects.toThrow('Users.AccountRecoverySetting: ');
    expect(services.pools.get(pool.id, region)).toEqual(pool);
  });
});
