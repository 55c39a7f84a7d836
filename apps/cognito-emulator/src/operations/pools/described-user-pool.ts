import { domainsOf, isCustomDomain } from '../../domain/pool/pool-domains.js';
import { userPoolArn } from '../../domain/pool/pool-ids.js';
import { tierOf } from '../../domain/pool/tiers.js';
import { defaultRecovery } from '../../domain/pool/mfa-rules.js';
import { passwordPolicyOf } from '../../domain/pool/pool-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { acrConfigurationOf } from '../../domain/token/authentication-context.js';
import { timestamp } from '../answers.js';
import type { Services } from '../services.js';

/** A pool as CreateUserPool and DescribeUserPool show it: settings it was not given with Cognito's own defaults. */
export function describedUserPool(
  { users }: Pick<Services, 'users'>,
  pool: UserPool,
): Readonly<Record<string, unknown>> {
  const { WebAuthnConfiguration: _webAuthn, EnabledMfas: _mfas, ...settings } = pool.settings;
  return {
    DeletionProtection: 'INACTIVE',
    MfaConfiguration: 'OFF',
    UserPoolTier: tierOf(pool),
    UserPoolTags: {},
    LambdaConfig: {},
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
    AccountRecoverySetting: defaultRecovery,
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
    ...settings,
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
