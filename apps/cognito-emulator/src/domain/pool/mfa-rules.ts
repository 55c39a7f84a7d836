import type { UserPool } from './user-pool.js';

export type MfaFactor = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP';
export type FirstAuthFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';

/** Whether users need a second factor, may have one, or can't (pool setting MfaConfiguration). */
export const mfaConfigurationOf = ({ settings }: UserPool): 'OFF' | 'ON' | 'OPTIONAL' =>
  settings.MfaConfiguration ?? 'OFF';

/** All second factors, in the order they are listed in. */
export const mfaFactors = [
  'SMS_MFA',
  'SOFTWARE_TOKEN_MFA',
  'EMAIL_OTP',
] as const satisfies readonly MfaFactor[];

/**
 * The second factors the pool has switched on. A pool that was given MFA and a way to send SMS, and no list, has the one
 * factor there was before lists (SDK, CreateUserPool "MfaConfiguration").
 */
export function enabledMfas({ settings }: UserPool): readonly MfaFactor[] {
  const { EnabledMfas, SmsConfiguration, MfaConfiguration = 'OFF' } = settings;
  const sendsSms = SmsConfiguration !== undefined && MfaConfiguration !== 'OFF';
  const enabled = EnabledMfas ?? (sendsSms ? ['SMS_MFA'] : []);
  return mfaFactors.filter((factor) => enabled.includes(factor));
}

/** How the pool words emails with codes to sign in (SDK, EmailMfaConfigType; CloudFormation, EmailAuthenticationMessage). */
export function emailMfaConfigurationOf({ settings }: UserPool) {
  const { EmailMfaConfiguration, EmailAuthenticationMessage, EmailAuthenticationSubject } =
    settings;
  return {
    Message: EmailMfaConfiguration?.Message ?? EmailAuthenticationMessage,
    Subject: EmailMfaConfiguration?.Subject ?? EmailAuthenticationSubject,
  };
}

/** What users may begin a choice-based sign-in with; passwords alone unless the pool says otherwise. */
export const allowedFirstAuthFactors = ({ settings }: UserPool): readonly FirstAuthFactor[] =>
  (settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [
    'PASSWORD',
  ]) as readonly FirstAuthFactor[];

/** How the pool uses passkeys. */
export interface WebAuthnConfiguration {
  /** Absent: the pool's domain. */
  readonly relyingPartyId?: string | undefined;
  readonly userVerification: 'required' | 'preferred';
  /** Whether a passkey with user verification satisfies a demand for MFA. */
  readonly isMultiFactor: boolean;
}

export function webAuthnConfigurationOf({ settings }: UserPool): WebAuthnConfiguration {
  const { RelyingPartyId, UserVerification, FactorConfiguration } =
    settings.WebAuthnConfiguration ?? {};
  return {
    relyingPartyId: RelyingPartyId,
    userVerification: UserVerification === 'required' ? 'required' : 'preferred',
    isMultiFactor: FactorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION',
  };
}

/**
 * What a pool has that was made without the setting. The guide still tells of phones first there; DescribeUserPool has
 * shown this since 2024.
 */
export const defaultRecovery = {
  RecoveryMechanisms: [
    { Priority: 1, Name: 'verified_email' },
    { Priority: 2, Name: 'verified_phone_number' },
  ],
} as const;

/**
 * The ways a forgotten password can be reset, first choice first (developer guide, "Account recovery"). A setting without
 * any is the legacy behaviour.
 */
export function recoveryMechanismsOf(pool: UserPool): readonly string[] {
  const stated = statedRecovery(pool);
  if (stated.length === 0) return ['verified_phone_number', 'verified_email'];
  return [...stated]
    .sort((one, other) => (one.Priority ?? 0) - (other.Priority ?? 0))
    .map(({ Name }) => Name ?? '');
}

/** Whether the pool has ways of its own, its default among them, and so keeps codes of MFA and of resets apart. */
export const statesRecovery = (pool: UserPool) => statedRecovery(pool).length > 0;

const statedRecovery = ({ settings }: UserPool) =>
  (settings.AccountRecoverySetting ?? defaultRecovery).RecoveryMechanisms ?? [];
