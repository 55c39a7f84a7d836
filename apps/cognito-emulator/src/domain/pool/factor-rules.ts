import { invalidSetting } from '../errors.js';
import {
  allowedFirstAuthFactors,
  enabledMfas,
  type MfaFactor,
  mfaConfigurationOf,
  recoveryMechanismsOf,
  statesRecovery,
  webAuthnConfigurationOf,
} from './mfa-rules.js';
import type { UserPool } from './user-pool.js';

/** The operation that a pool's settings come from. Cognito words the error about passkeys by operation. */
export type SettingsOperation = 'CreateOrUpdateUserPool' | 'SetUserPoolMfaConfig';

/**
 * Rejects combinations of MFA, first factors, account recovery and senders of messages that Cognito rejects.
 * @param pool the pool with the settings that it would have
 * @param operation where the settings come from
 * @throws InvalidParameterException for the first combination that is not possible
 */
export function checkFactors(pool: UserPool, operation: SettingsOperation): void {
  checkSms(pool);
  checkFirstFactorsBesideMfa(pool);
  checkPasskeysBesideMfa(pool, operation);
  checkEmailMfa(pool);
  checkSmsMfaRecovery(pool);
}

/** The second factors that users of the pool can be asked for. */
const activeMfas = (pool: UserPool): readonly MfaFactor[] =>
  mfaConfigurationOf(pool) === 'OFF' ? [] : enabledMfas(pool);

/**
 * SMS MFA, MFA without a list of factors, automatic verification of phone numbers and SMS codes as a first factor require
 * `SmsConfiguration` (SDK, CreateUserPool "MfaConfiguration"; developer guide, "SMS message settings for Amazon Cognito
 * user pools"). Texts of AWS: aws/aws-cdk#12075, aws-amplify/amplify-backend#1523, go-to-k/cdkd#1975.
 * @throws InvalidParameterException
 */
function checkSms(pool: UserPool): void {
  const { SmsConfiguration, EnabledMfas = [], AutoVerifiedAttributes = [] } = pool.settings;
  if (SmsConfiguration !== undefined) return;
  const property = 'SmsConfiguration';
  const requiresSmsMfa = EnabledMfas.length === 0 || EnabledMfas.includes('SMS_MFA');
  if (mfaConfigurationOf(pool) !== 'OFF' && requiresSmsMfa)
    throw invalidSetting(
      property,
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    );
  if (AutoVerifiedAttributes.includes('phone_number'))
    throw invalidSetting(
      property,
      'SMS configuration is required when phone_number is selected for auto verification',
    );
  if (allowedFirstAuthFactors(pool).includes('SMS_OTP'))
    throw invalidSetting(
      property,
      'SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration',
    );
}

/**
 * A one-time code as the first factor is not possible where MFA is required, and is where it is optional (developer
 * guide, "Things to know about user pool MFA"; both cases and the text measured: go-to-k/cdkd#1975, #2051).
 * @throws InvalidParameterException
 */
function checkFirstFactorsBesideMfa(pool: UserPool): void {
  if (mfaConfigurationOf(pool) !== 'ON') return;
  const allowed = allowedFirstAuthFactors(pool);
  if (allowed.includes('EMAIL_OTP') || allowed.includes('SMS_OTP'))
    throw invalidSetting(
      'Policies.SignInPolicy.AllowedFirstAuthFactors',
      'Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled',
    );
}

/**
 * Where MFA is required, passkeys can be a first factor only if they count as several factors (SDK,
 * WebAuthnConfigurationType "FactorConfiguration"; measured, with both texts: go-to-k/cdkd#2064,
 * hashicorp/terraform-provider-aws#50110).
 * @throws InvalidParameterException
 */
function checkPasskeysBesideMfa(pool: UserPool, operation: SettingsOperation): void {
  if (mfaConfigurationOf(pool) !== 'ON' || webAuthnConfigurationOf(pool).isMultiFactor) return;
  if (!allowedFirstAuthFactors(pool).includes('WEB_AUTHN')) return;
  throw invalidSetting(
    'WebAuthnFactorConfiguration',
    operation === 'SetUserPoolMfaConfig'
      ? 'Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor'
      : 'WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA.',
  );
}

/**
 * Email MFA requires an SES identity of the pool's owner, and account recovery that is not by email alone: a user who
 * resets the password by the mailbox that receives MFA codes has one factor. `admin_only`, and phone numbers with or
 * without email, are accepted (developer guide, "SMS and email message MFA" and "Passwords, account recovery, and password
 * policies"). The text about the sender is measured (badmintoncryer/cdk-preflight,
 * `pf-cognito-mfa-email-otp-requires-developer`); that about recovery is quoted in notes of one project on AWS, and
 * hashicorp/terraform-provider-aws#41049 states the same rule. Email codes as a first factor require neither: CDK deploys
 * them with Cognito's own sender in integ.user-pool-passwordless.
 * @throws InvalidParameterException
 */
function checkEmailMfa(pool: UserPool): void {
  if (!activeMfas(pool).includes('EMAIL_OTP')) return;
  if (pool.settings.EmailConfiguration?.EmailSendingAccount !== 'DEVELOPER')
    throw invalidSetting(
      'EmailConfiguration.EmailSendingAccount',
      'Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT. Update the value of EmailSendingAccount.',
    );
  if (!statesRecovery(pool) || isRecoveredOnlyBy(pool, 'verified_email'))
    throw invalidSetting(
      'AccountRecoverySetting',
      'Cannot set EmailMfaConfiguration when user pool AccountRecoverySetting is not set or contains only verified_email in RecoveryMechanisms.',
    );
}

/**
 * SMS MFA requires account recovery that is not by phone number alone, as email MFA does for email (developer guide,
 * "Passwords, account recovery, and password policies"; text: aws/aws-cdk#11478). Beside email, a phone number is
 * accepted: CDK deploys such a pool in integ.user-pool-mfa-email.
 * @throws InvalidParameterException
 */
function checkSmsMfaRecovery(pool: UserPool): void {
  if (activeMfas(pool).includes('SMS_MFA') && isRecoveredOnlyBy(pool, 'verified_phone_number'))
    throw invalidSetting(
      'AccountRecoverySetting',
      'Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured.',
    );
}

const isRecoveredOnlyBy = (pool: UserPool, mechanism: string) =>
  recoveryMechanismsOf(pool).every((name) => name === mechanism);
