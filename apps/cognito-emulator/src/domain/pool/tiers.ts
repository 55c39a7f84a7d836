import { ServiceError } from '../errors.js';
import { acrConfigurationOf, defaultAcrConfiguration } from '../token/authentication-context.js';
import { allowedFirstAuthFactors, enabledMfas, webAuthnConfigurationOf } from './mfa-rules.js';
import type { UserPool } from './user-pool.js';

export type Tier = 'LITE' | 'ESSENTIALS' | 'PLUS';

const tiers: readonly Tier[] = ['LITE', 'ESSENTIALS', 'PLUS'];

/** The feature plan; threat protection brings its own unless another is stated (developer guide, "Feature plans"). */
export const tierOf = ({ settings }: UserPool): Tier =>
  settings.UserPoolTier ?? (hasThreatProtection(settings) ? 'PLUS' : 'ESSENTIALS');

/** @throws FeatureUnavailableInTierException when the pool's feature plan lacks a feature. */
export function requireTier(pool: UserPool, least: Tier, feature: string): void {
  if (!includes(pool, least)) throw unavailable(pool, [feature]);
}

/**
 * Refuses settings that the pool's feature plan leaves out (developer guide, "User pool feature plans").
 * @throws FeatureUnavailableInTierException naming all of them
 */
export function checkTier(pool: UserPool): void {
  const lacking = features
    .filter(({ least, isUsed }) => !includes(pool, least) && isUsed(pool))
    .map(({ name }) => name);
  if (lacking.length > 0) throw unavailable(pool, lacking);
}

const includes = (pool: UserPool, least: Tier) =>
  tiers.indexOf(tierOf(pool)) >= tiers.indexOf(least);

/** The text is Cognito's own (aws-amplify/amplify-backend#2805). */
const unavailable = (pool: UserPool, names: readonly string[]) =>
  new ServiceError(
    'FeatureUnavailableInTierException',
    `The following features need to be disabled for the ${tierOf(pool)} pricing tier configured: ` +
      names.join(', '),
  );

interface Feature {
  readonly name: string;
  readonly least: Tier;
  readonly isUsed: (pool: UserPool) => boolean;
}

const features: readonly Feature[] = [
  {
    name: 'Threat Protection',
    least: 'PLUS',
    isUsed: ({ settings }) => hasThreatProtection(settings),
  },
  {
    name: 'Password History',
    least: 'ESSENTIALS',
    isUsed: ({ settings }) => (settings.Policies?.PasswordPolicy?.PasswordHistorySize ?? 0) > 0,
  },
  {
    name: 'Passwordless Sign-In',
    least: 'ESSENTIALS',
    isUsed: (pool) =>
      webAuthnConfigurationOf(pool).isMultiFactor ||
      allowedFirstAuthFactors(pool).some((factor) => factor !== 'PASSWORD'),
  },
  {
    name: 'Email MFA',
    least: 'ESSENTIALS',
    isUsed: (pool) => enabledMfas(pool).includes('EMAIL_OTP'),
  },
  {
    name: 'Access Token Customization',
    least: 'ESSENTIALS',
    isUsed: ({ settings }) =>
      (settings.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0') !== 'V1_0',
  },
  {
    name: 'ACR Configuration',
    least: 'ESSENTIALS',
    isUsed: (pool) =>
      JSON.stringify(acrConfigurationOf(pool)) !== JSON.stringify(defaultAcrConfiguration),
  },
  {
    name: 'Dynamic Client Registration',
    least: 'ESSENTIALS',
    isUsed: ({ settings }) => isOn(settings.DcrConfiguration),
  },
];

/** Dynamic client registration is on once it is configured, unless it is switched off (SDK, DcrConfigurationType). */
const isOn = (setting: unknown) =>
  setting !== undefined &&
  (setting as { readonly EnableStatus?: string }).EnableStatus !== 'Disabled';

function hasThreatProtection({ UserPoolAddOns }: UserPool['settings']): boolean {
  const { AdvancedSecurityMode: mode = 'OFF' } = (UserPoolAddOns ?? {}) as {
    readonly AdvancedSecurityMode?: string;
  };
  return mode !== 'OFF';
}
