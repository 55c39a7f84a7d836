import {
  emailMfaConfigurationOf,
  enabledMfas,
  mfaConfigurationOf,
} from '../../domain/pool/mfa-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';

/** A pool's MFA settings as GetUserPoolMfaConfig and SetUserPoolMfaConfig answer; factors nobody spoke of aren't in them. */
export function mfaConfigOf(pool: UserPool) {
  const { settings } = pool;
  const enabled = enabledMfas(pool);
  const message = settings.SmsAuthenticationMessage;
  return {
    MfaConfiguration: mfaConfigurationOf(pool),
    SmsMfaConfiguration: enabled.includes('SMS_MFA')
      ? { SmsAuthenticationMessage: message, SmsConfiguration: smsConfigurationOf(pool) }
      : undefined,
    SoftwareTokenMfaConfiguration: enabled.includes('SOFTWARE_TOKEN_MFA')
      ? { Enabled: true }
      : settings.SoftwareTokenMfaConfiguration,
    EmailMfaConfiguration: enabled.includes('EMAIL_OTP')
      ? emailMfaConfigurationOf(pool)
      : undefined,
    WebAuthnConfiguration: settings.WebAuthnConfiguration,
  };
}

/** Who sends SMS as answers show it: by SNS of the pool's own region unless another is stated (SDK, SmsConfigurationType). */
export function smsConfigurationOf({ region, settings: { SmsConfiguration: stated } }: UserPool) {
  if (stated === undefined) return undefined;
  const isBySns = (stated as { readonly SnsCallerArn?: string }).SnsCallerArn !== undefined;
  return isBySns ? { SnsRegion: region, ...stated } : stated;
}
