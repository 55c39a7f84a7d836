import type { MfaFactor } from '../pool/mfa-rules.js';

/** The second factors a user has switched on, and the one that is asked for first. */
export interface MfaPreference {
  readonly enabled: readonly MfaFactor[];
  readonly preferred?: MfaFactor | undefined;
}

/** A preference with a factor switched on or off; a factor that is off isn't preferred. */
export function withFactorSwitched(
  preference: MfaPreference | undefined,
  factor: MfaFactor,
  isOn: boolean,
): MfaPreference {
  const { enabled, preferred } = preference ?? { enabled: [] };
  const others = enabled.filter((name) => name !== factor);
  return isOn
    ? { enabled: [...others, factor], preferred }
    : { enabled: others, preferred: preferred === factor ? undefined : preferred };
}

/** MFA by SMS as answers showed it before there was any other (SDK, "MFAOptions"). */
export function mfaOptionsOf(preference: MfaPreference | undefined) {
  if (preference?.enabled.includes('SMS_MFA') !== true) return {};
  return { MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }] };
}
