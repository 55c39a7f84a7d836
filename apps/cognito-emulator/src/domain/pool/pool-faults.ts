import { invalidParameter } from '../errors.js';
import { acrValue, assuranceLevels } from '../token/authentication-context.js';
import { allowedFirstAuthFactors } from './mfa-rules.js';
import { hasUsernameAttributes } from './pool-rules.js';
import { checkTier } from './tiers.js';
import type { SchemaAttribute, UserPool } from './user-pool.js';

const mostCustomAttributes = 50;

/**
 * Refuses settings that Cognito refuses when a pool is made or changed (SDK, CreateUserPool).
 * @throws InvalidParameterException, FeatureUnavailableInTierException
 */
export function checkPoolSettings(pool: UserPool): void {
  if (hasUsernameAttributes(pool) && (pool.settings.AliasAttributes?.length ?? 0) > 0)
    throw invalidParameter('Only one of aliasAttributes or usernameAttributes can be set.');
  checkRecovery(pool);
  checkFirstFactors(pool);
  checkVerification(pool);
  checkTemporaryPasswords(pool);
  checkLevelNames(pool);
  checkTier(pool);
}

function checkFirstFactors(pool: UserPool): void {
  if (!allowedFirstAuthFactors(pool).includes('PASSWORD'))
    throw invalidParameter('PASSWORD must be one of the AllowedFirstAuthFactors.');
}

/** An address that waits for its proof needs a code to be sent (SDK, UserAttributeUpdateSettingsType). */
function checkVerification({ settings }: UserPool): void {
  const { AutoVerifiedAttributes: automatic = [], UserAttributeUpdateSettings: updates } = settings;
  const proved = updates?.AttributesRequireVerificationBeforeUpdate ?? [];
  if (proved.some((name) => !automatic.includes(name)))
    throw invalidParameter(
      'AttributesRequireVerificationBeforeUpdate must be among the AutoVerifiedAttributes.',
    );
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

function checkRecovery({ settings }: UserPool): void {
  const mechanisms = settings.AccountRecoverySetting?.RecoveryMechanisms ?? [];
  const names = mechanisms.map(({ Name }) => Name);
  if (names.includes('admin_only') && names.length > 1)
    throw invalidParameter('admin_only can not be combined with other recovery mechanisms.');
  const priorities = new Set(mechanisms.map(({ Priority }) => Priority));
  if (priorities.size < mechanisms.length || new Set(names).size < names.length)
    throw invalidParameter('Recovery mechanisms must differ in name and priority.');
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

type StatedAttribute = Omit<SchemaAttribute, 'Name'> & { readonly Name?: string | undefined };

/**
 * The attributes a request states for a schema.
 * @param known the names of the standard ones that may be stated
 * @param customAlready how many attributes of its own the pool has
 * @throws InvalidParameterException for what no schema can have.
 */
export function statedSchema(
  given: readonly StatedAttribute[],
  known: ReadonlySet<string>,
  customAlready = 0,
): readonly SchemaAttribute[] {
  const stated = given.map(named);
  const names = stated.map(({ Name }) => Name);
  if (new Set(names).size < names.length)
    throw invalidParameter('Two attributes of the schema have the same name.');
  const custom = stated.filter(({ Name }) => !known.has(Name));
  if (custom.length + customAlready > mostCustomAttributes)
    throw invalidParameter('A user pool can have at most 50 custom attributes.');
  for (const attribute of custom) checkCustom(attribute);
  for (const attribute of stated) if (known.has(attribute.Name)) checkStandard(attribute);
  return stated;
}

/** What a standard attribute is can't be stated otherwise. */
function checkStandard({ Name, AttributeDataType: type, DeveloperOnlyAttribute }: SchemaAttribute) {
  const standard = standardTypes[Name] ?? 'String';
  if (DeveloperOnlyAttribute === true || (type !== undefined && type !== standard))
    throw invalidParameter(
      `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${Name}`,
    );
}

const standardTypes: Readonly<Record<string, string>> = {
  email_verified: 'Boolean',
  phone_number_verified: 'Boolean',
  updated_at: 'Number',
};

function named({ Name, ...attribute }: StatedAttribute): SchemaAttribute {
  if (Name === undefined) throw invalidParameter('An attribute of the schema has no name.');
  return { Name, ...attribute };
}

function checkCustom({ Name, Required, ...attribute }: SchemaAttribute): void {
  if (Required === true)
    throw invalidParameter('Required custom attributes are not supported currently.');
  const { MinValue, MaxValue } = attribute.NumberAttributeConstraints ?? {};
  const { MinLength, MaxLength } = attribute.StringAttributeConstraints ?? {};
  if (isAbove(MinValue, MaxValue) || isAbove(MinLength, MaxLength))
    throw invalidParameter(`The constraints of attribute ${Name} allow no value.`);
}

const isAbove = (least: string | undefined, most: string | undefined) =>
  least !== undefined && most !== undefined && Number(least) > Number(most);
