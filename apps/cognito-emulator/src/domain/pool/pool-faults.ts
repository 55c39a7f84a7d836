import { invalidSetting } from '../errors.js';
import { acrValue, assuranceLevels } from '../token/authentication-context.js';
import { checkFactors, type SettingsOperation } from './factor-rules.js';
import { allowedFirstAuthFactors } from './mfa-rules.js';
import { hasUsernameAttributes } from './pool-rules.js';
import { checkTier } from './tiers.js';
import type { UserPool } from './user-pool.js';

/**
 * Rejects settings that Cognito rejects when a pool is created or changed (SDK, CreateUserPool).
 * @param operation where the settings come from; CloudFormation sends factors by `SetUserPoolMfaConfig`
 * @throws InvalidParameterException, FeatureUnavailableInTierException
 */
export function checkPoolSettings(
  pool: UserPool,
  operation: SettingsOperation = 'CreateOrUpdateUserPool',
): void {
  if (hasUsernameAttributes(pool) && (pool.settings.AliasAttributes?.length ?? 0) > 0)
    throw invalidSetting(
      'AliasAttributes',
      'Only one of the aliasAttributes or usernameAttributes can be set in a User pool.',
    );
  checkRecovery(pool);
  checkFirstFactors(pool);
  checkVerification(pool);
  checkSender(pool);
  checkTemporaryPasswords(pool);
  checkPreTokenGeneration(pool);
  checkLevelNames(pool);
  checkTier(pool);
  checkFactors(pool, operation);
}

function checkFirstFactors(pool: UserPool): void {
  if (!allowedFirstAuthFactors(pool).includes('PASSWORD'))
    throw invalidSetting(
      'Policies.SignInPolicy.AllowedFirstAuthFactors',
      'Password should be configured as one of the allowed first auth factors.',
    );
}

/** An address that waits for its proof needs a code to be sent (SDK, UserAttributeUpdateSettingsType). */
function checkVerification({ settings }: UserPool): void {
  const { AutoVerifiedAttributes: automatic = [], UserAttributeUpdateSettings: updates } = settings;
  const proved = updates?.AttributesRequireVerificationBeforeUpdate ?? [];
  if (proved.some((name) => !automatic.includes(name)))
    throw invalidSetting(
      'UserAttributeUpdateSettings',
      'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes',
    );
}

/** An address to send from is one that SES has proved, which Cognito's own has no part in. */
function checkSender({ settings: { EmailConfiguration: email } }: UserPool): void {
  if (email === undefined || email.SourceArn !== undefined) return;
  if (email.EmailSendingAccount === 'DEVELOPER')
    throw invalidSetting(
      'EmailConfiguration.SourceArn',
      'Source ARN is required to use DEVELOPER email sending owner',
    );
  if (email.From !== undefined)
    throw invalidSetting(
      'EmailConfiguration.From',
      'Cannot configure From email address for default email configuration',
    );
}

/** The older setting of the two may be sent along as it was described. */
function checkTemporaryPasswords({ settings }: UserPool): void {
  const older = settings.AdminCreateUserConfig?.UnusedAccountValidityDays;
  const newer = settings.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays;
  if (older !== undefined && newer !== undefined && older !== newer)
    throw invalidSetting(
      'AdminCreateUserConfig.UnusedAccountValidityDays',
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    );
}

/** One function has both settings of its trigger (SDK, LambdaConfigType "PreTokenGeneration"). */
function checkPreTokenGeneration({ settings: { LambdaConfig: functions } }: UserPool): void {
  const older = functions?.PreTokenGeneration;
  const newer = functions?.PreTokenGenerationConfig?.LambdaArn;
  if (older !== undefined && newer !== undefined && older !== newer)
    throw invalidSetting(
      'LambdaConfig',
      "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
    );
}

/** Measured, with both texts: badmintoncryer/cdk-preflight, `pf-cognito-recovery-*`. */
function checkRecovery({ settings }: UserPool): void {
  const mechanisms = settings.AccountRecoverySetting?.RecoveryMechanisms ?? [];
  const names = mechanisms.map(({ Name }) => Name);
  if (names.includes('admin_only') && names.length > 1)
    throw invalidSetting(
      'AccountRecoverySetting',
      'Invalid account recovery setting parameter. Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.',
    );
  const priorities = new Set(mechanisms.map(({ Priority }) => Priority));
  if (priorities.size < mechanisms.length || new Set(names).size < names.length)
    throw invalidSetting(
      'AccountRecoverySetting',
      'Invalid account recovery setting parameter. Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.',
    );
}

/** Each level has a name of its own, those that keep Cognito's included (SDK, CreateUserPool "AcrConfiguration"). */
function checkLevelNames(pool: UserPool): void {
  const stated = Object.keys(pool.settings.AcrConfiguration ?? {});
  if (stated.some((level) => !/^Level[1-4]$/.test(level)))
    throw invalidSetting('AcrConfiguration', 'AcrConfiguration has the levels Level1 to Level4.');
  if (new Set(levelNames(pool)).size < assuranceLevels.length)
    throw invalidSetting('AcrConfiguration', 'The AcrValues of the four levels must differ.');
}

const levelNames = (pool: UserPool) => assuranceLevels.map((level) => acrValue(pool, level));
