import { identityProviders } from '../../domain/pool/identity-provider.js';
import { domainsOf, isCustomDomain } from '../../domain/pool/pool-domains.js';
import { userPoolArn } from '../../domain/pool/pool-ids.js';
import { tierOf } from '../../domain/pool/tier.js';
import { defaultRecovery } from '../../domain/pool/mfa-rules.js';
import { passwordPolicyOf, preTokenGenerationOf } from '../../domain/pool/pool-rules.js';
import type {
  LambdaConfig,
  SchemaAttribute,
  UserPool,
  UserPoolSettings,
} from '../../domain/pool/user-pool.js';
import type { Store } from '../../domain/store.js';
import { acrConfigurationOf } from '../../domain/token/authentication-context.js';
import { identitiesAttribute } from '../../domain/user/standard-attributes.js';
import { timestamp } from '../answers.js';
import type { Services } from '../services.js';
import { smsConfigurationOf } from '../mfa/mfa-config.js';

/** A pool as CreateUserPool and DescribeUserPool show it: settings it was not given with Cognito's own defaults. */
export function describedUserPool(
  { users, store }: Pick<Services, 'users' | 'store'>,
  pool: UserPool,
): Readonly<Record<string, unknown>> {
  const settings = settingsOfItsOwn(pool);
  return {
    DeletionProtection: 'INACTIVE',
    MfaConfiguration: 'OFF',
    UserPoolTier: tierOf(pool),
    IssuerConfiguration: { Type: 'ORIGINAL' },
    KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
    AccountRecoverySetting: defaultRecovery,
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
    ...settings,
    EmailConfiguration: {
      EmailSendingAccount: 'COGNITO_DEFAULT',
      ...settings.EmailConfiguration,
    },
    SmsConfiguration: smsConfigurationOf(pool),
    UserPoolAddOns: settings.UserPoolAddOns && {
      AdvancedSecurityAdditionalFlows: {},
      ...settings.UserPoolAddOns,
    },
    SchemaAttributes: attributesOf(store, pool),
    LambdaConfig: functionsOf(pool),
    ...verificationMessagesOf(pool),
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      UnusedAccountValidityDays: passwordPolicyOf(pool).TemporaryPasswordValidityDays,
      ...settings.AdminCreateUserConfig,
    },
    Policies: {
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
      ...pool.settings.Policies,
      PasswordPolicy: passwordPolicyOf(pool),
    },
    AcrConfiguration: tierOf(pool) === 'LITE' ? undefined : acrConfigurationOf(pool),
    Id: pool.id,
    Name: pool.name,
    Arn: userPoolArn(pool.region, pool.id),
    ...namedDomains(pool),
    CreationDate: timestamp(pool.createdAt),
    LastModifiedDate: timestamp(pool.updatedAt),
    EstimatedNumberOfUsers: users.count(pool.id),
  };
}

/** All but those that GetUserPoolMfaConfig shows. */
function settingsOfItsOwn({ settings }: UserPool): UserPoolSettings {
  const { EnabledMfas: _mfas, WebAuthnConfiguration: _webAuthn, ...rest } = settings;
  const { SoftwareTokenMfaConfiguration: _token, EmailMfaConfiguration: _email, ...own } = rest;
  return own;
}

function attributesOf(store: Store, { id, settings }: UserPool): readonly SchemaAttribute[] {
  const own = settings.SchemaAttributes ?? [];
  return store.count(identityProviders, 'pool', id) > 0 ? [...own, identitiesAttribute] : own;
}

/** The trigger has two places in the API, and both are shown (SDK, LambdaConfigType "PreTokenGeneration"). */
function functionsOf({ settings: { LambdaConfig: functions = {} } }: UserPool): LambdaConfig {
  const trigger = preTokenGenerationOf(functions);
  if (trigger === undefined) return functions;
  return {
    ...functions,
    PreTokenGeneration: trigger.LambdaArn,
    PreTokenGenerationConfig: trigger,
  };
}

/** Messages with codes have two places in the API; what was stated in one is shown in both. */
function verificationMessagesOf({ settings }: UserPool) {
  const template = settings.VerificationMessageTemplate;
  const EmailMessage = template?.EmailMessage ?? settings.EmailVerificationMessage;
  const EmailSubject = template?.EmailSubject ?? settings.EmailVerificationSubject;
  const SmsMessage = template?.SmsMessage ?? settings.SmsVerificationMessage;
  return {
    EmailVerificationMessage: EmailMessage,
    EmailVerificationSubject: EmailSubject,
    SmsVerificationMessage: SmsMessage,
    VerificationMessageTemplate: {
      DefaultEmailOption: 'CONFIRM_WITH_CODE',
      ...template,
      EmailMessage,
      EmailSubject,
      SmsMessage,
    },
  };
}

function namedDomains(pool: UserPool) {
  const names = domainsOf(pool).map(({ domain }) => domain);
  return {
    Domain: names.find((name) => !isCustomDomain(name)),
    CustomDomain: names.find(isCustomDomain),
  };
}
