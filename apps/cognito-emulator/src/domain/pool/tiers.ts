import { ServiceError } from '../errors.js';
import { acrConfigurationOf, defaultAcrConfiguration } from '../token/authentication-context.js';
import { allowedFirstAuthFactors, enabledMfas, webAuthnConfigurationOf } from './mfa-rules.js';
import { hasThreatProtection, type Tier, tierOf } from './tier.js';
import type { UserPool } from './user-pool.js';

const tiers: readonly Tier[] = ['LITE', 'ESSENTIALS', 'PLUS'];

/** @throws FeatureUnavailableInTierException when the pool's feature plan lacks a feature. */
export function requireTier(pool: UserPool, least: Tier, feature: string): void {
  if (includes(pool, least)) return;
  throw new ServiceError(
    'FeatureUnavailableInTierException',
    `The following feature is not available for the ${tierOf(pool)} pricing tier configured: ${feature}`,
  );
}

/**
 * Refuses settings that the pool's feature plan leaves out (developer guide, "User pool feature plans").
 * @throws FeatureUnavailableInTierException naming all of them
 */
export function checkTier(pool: UserPool): void {
  const lacking = features
    .filter(({ least, isUsed }) => !includes(pool, least) && isUsed(pool))
    .map(({ name }) => (typeof name === 'string' ? name : name(pool)));
  if (lacking.length === 0) return;
  throw new ServiceError(
    'FeatureUnavailableInTierException',
    `The following features need to be disabled for the ${tierOf(pool)} pricing tier configured: ` +
      lacking.join(', '),
    'UserPoolTier',
  );
}

const includes = (pool: UserPool, least: Tier) =>
  tiers.indexOf(tierOf(pool)) >= tiers.indexOf(least);

interface Feature {
  readonly name: string | ((pool: UserPool) => string);
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
    name: (pool) =>
      `Token Customization with Pre-Token Generation Lambda ${preTokenGenerationVersion(pool)}`,
    least: 'ESSENTIALS',
    isUsed: (pool) => preTokenGenerationVersion(pool) !== 'V1_0',
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

const preTokenGenerationVersion = ({ settings }: UserPool) =>
  settings.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0';

/** Dynamic client registration is on once it is configured, unless it is switched off (SDK, DcrConfigurationType). */
const isOn = (setting: unknown) =>
  setting !== undefined &&
  (setting as { readonly EnableStatus?: string }).EnableStatus !== 'Disabled';
