import { type MfaFactor, mfaFactors } from '../pool/mfa-rules.js';

/** The second factors a user has switched on, and the one that is asked for first. */
export interface MfaPreference {
  readonly enabled: readonly MfaFactor[];
  readonly preferred?: MfaFactor | undefined;
  /** Whether the user wants passkeys to count as MFA, where the pool allows it. */
  readonly passkeys?: boolean | undefined;
}

/** A preference with a factor switched on or off; a factor that is off isn't preferred. */
export function withFactorSwitched(
  preference: MfaPreference | undefined,
  factor: MfaFactor,
  isOn: boolean,
): MfaPreference {
  const { enabled, preferred } = preference ?? { enabled: [] };
  const isEnabled = (name: MfaFactor) => (name === factor ? isOn : enabled.includes(name));
  return {
    ...preference,
    enabled: mfaFactors.filter(isEnabled),
    preferred: preferred === factor && !isOn ? undefined : preferred,
  };
}

/** A preference after a factor was set up in the middle of a sign-in, which also is the choice of it. */
export function withFactorSetUp(
  preference: MfaPreference | undefined,
  factor: MfaFactor,
): MfaPreference {
  const switchedOn = withFactorSwitched(preference, factor, true);
  return { ...switchedOn, preferred: switchedOn.preferred ?? factor };
}

/** MFA by SMS as answers showed it before there was any other (SDK, "MFAOptions"). */
export function mfaOptionsOf(preference: MfaPreference | undefined) {
  if (preference?.enabled.includes('SMS_MFA') !== true) return {};
  return { MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }] };
}
