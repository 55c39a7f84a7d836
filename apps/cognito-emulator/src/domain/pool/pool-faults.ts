import { invalidParameter } from '../errors.js';
import { acrValue, assuranceLevels } from '../token/authentication-context.js';
import { allowedFirstAuthFactors } from './mfa-rules.js';
import { hasUsernameAttributes } from './pool-rules.js';
import { checkTier } from './tiers.js';
import type { UserPool } from './user-pool.js';

/**
 * Refuses settings that Cognito refuses when a pool is made or changed (SDK, CreateUserPool).
 * @throws InvalidParameterException, FeatureUnavailableInTierException
 */
export function checkPoolSettings(pool: UserPool): void {
  if (hasUsernameAttributes(pool) && (pool.settings.AliasAttributes?.length ?? 0) > 0)
    throw invalidParameter(
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
}

function checkFirstFactors(pool: UserPool): void {
  if (!allowedFirstAuthFactors(pool).includes('PASSWORD'))
    throw invalidParameter(
      'Password should be configured as one of the allowed first auth factors.',
    );
}

/** An address that waits for its proof needs a code to be sent (SDK, UserAttributeUpdateSettingsType). */
function checkVerification({ settings }: UserPool): void {
  const { AutoVerifiedAttributes: automatic = [], UserAttributeUpdateSettings: updates } = settings;
  const proved = updates?.AttributesRequireVerificationBeforeUpdate ?? [];
  if (proved.some((name) => !automatic.includes(name)))
    throw invalidParameter(
      'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes',
    );
}

/** An address to send from is one that SES has proved, which Cognito's own has no part in. */
function checkSender({ settings: { EmailConfiguration: email } }: UserPool): void {
  if (email === undefined || email.SourceArn !== undefined) return;
  if (email.EmailSendingAccount === 'DEVELOPER')
    throw invalidParameter('Source ARN is required to use DEVELOPER email sending owner');
  if (email.From !== undefined)
    throw invalidParameter('Cannot configure From email address for default email configuration');
}

/** The older setting of the two may be sent along as it was described. */
function checkTemporaryPasswords({ settings }: UserPool): void {
  const older = settings.AdminCreateUserConfig?.UnusedAccountValidityDays;
  const newer = settings.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays;
  if (older !== undefined && newer !== undefined && older !== newer)
    throw invalidParameter(
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    );
}

/** One function has both settings of its trigger (SDK, LambdaConfigType "PreTokenGeneration"). */
function checkPreTokenGeneration({ settings: { LambdaConfig: functions } }: UserPool): void {
  const older = functions?.PreTokenGeneration;
  const newer = functions?.PreTokenGenerationConfig?.LambdaArn;
  if (older !== undefined && newer !== undefined && older !== newer)
    throw invalidParameter(
      "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
    );
}

function checkRecovery({ settings }: UserPool): void {
  const mechanisms = settings.AccountRecoverySetting?.RecoveryMechanisms ?? [];
  const names = mechanisms.map(({ Name }) => Name);
  if (names.includes('admin_only') && names.length > 1)
    throw invalidParameter(
      'Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.',
    );
  const priorities = new Set(mechanisms.map(({ Priority }) => Priority));
  if (priorities.size < mechanisms.length || new Set(names).size < names.length)
    throw invalidParameter(
      'Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.',
    );
}

/** Each level has a name of its own, those that keep Cognito's included (SDK, CreateUserPool "AcrConfiguration"). */
function checkLevelNames(pool: UserPool): void {
  const stated = Object.keys(pool.settings.AcrConfiguration ?? {});
  if (stated.some((level) => !/^Level[1-4]$/.test(level)))
    throw invalidParameter('AcrConfiguration has the levels Level1 to Level4.');
  if (new Set(levelNames(pool)).size < assuranceLevels.length)
    throw invalidParameter('The AcrValues of the four levels must differ.');
}

const levelNames = (pool: UserPool) => assuranceLevels.map((level) => acrValue(pool, level));
