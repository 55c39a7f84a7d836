import { invalidParameter } from '../../domain/errors.js';
import type { MfaFactor } from '../../domain/pool/mfa-rules.js';
import { enabledMfas, webAuthnConfigurationOf } from '../../domain/pool/mfa-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { canReceive } from '../../domain/user/mfa.js';
import { type MfaPreference, withFactorSwitched } from '../../domain/user/mfa-preference.js';
import type { User } from '../../domain/user/user.js';

interface FactorSettings {
  readonly Enabled?: boolean | undefined;
  readonly PreferredMfa?: boolean | undefined;
}

/** What SetUserMFAPreference and AdminSetUserMFAPreference ask for. */
export interface PreferenceRequest {
  readonly SMSMfaSettings?: FactorSettings | undefined;
  readonly SoftwareTokenMfaSettings?: FactorSettings | undefined;
  readonly EmailMfaSettings?: FactorSettings | undefined;
  readonly WebAuthnMfaSettings?: { readonly Enabled?: boolean | undefined } | undefined;
}

/**
 * A user's preference after a request; factors it doesn't name stay as they are.
 * @throws InvalidParameterException for two preferred factors, and for one the pool or the user doesn't have.
 */
export function chosenPreference(
  pool: UserPool,
  user: User,
  request: PreferenceRequest,
): MfaPreference {
  const asked: readonly (readonly [MfaFactor, FactorSettings | undefined])[] = [
    ['SMS_MFA', request.SMSMfaSettings],
    ['SOFTWARE_TOKEN_MFA', request.SoftwareTokenMfaSettings],
    ['EMAIL_OTP', request.EmailMfaSettings],
  ];
  if (asked.filter(([, settings]) => settings?.PreferredMfa === true).length > 1)
    throw invalidParameter('Only one MFA type can be preferred.');
  let preference: MfaPreference = user.mfa ?? { enabled: [] };
  for (const [factor, settings] of asked)
    if (settings !== undefined) preference = switched(pool, user, preference, { factor, settings });
  const passkeys = request.WebAuthnMfaSettings?.Enabled ?? preference.passkeys;
  if (request.WebAuthnMfaSettings?.Enabled === true) requirePasskeyMfa(pool, preference);
  return { ...preference, passkeys };
}

/** Passkeys count as MFA where the pool allows it, and for users who are not locked out without one (SDK, WebAuthnMfaSettingsType). */
function requirePasskeyMfa(pool: UserPool, { enabled }: MfaPreference): void {
  if (!webAuthnConfigurationOf(pool).isMultiFactor)
    throw invalidParameter('Passkeys are not configured as multi-factor for the user pool.');
  if (enabled.length === 0)
    throw invalidParameter('Passkey MFA requires another MFA type to be enabled.');
}

function switched(
  pool: UserPool,
  user: User,
  before: MfaPreference,
  { factor, settings }: { readonly factor: MfaFactor; readonly settings: FactorSettings },
): MfaPreference {
  const isPreferred = settings.PreferredMfa === true;
  const isOn = settings.Enabled ?? (isPreferred || before.enabled.includes(factor));
  if (isOn) requireFactor(pool, user, factor);
  if (isPreferred && !isOn)
    throw invalidParameter('An MFA type has to be enabled to be preferred.');
  const after = withFactorSwitched(before, factor, isOn);
  if (isPreferred) return { ...after, preferred: factor };
  const loses = settings.PreferredMfa === false && after.preferred === factor;
  return loses ? { ...after, preferred: undefined } : after;
}

function requireFactor(pool: UserPool, user: User, factor: MfaFactor): void {
  if (!canReceive(user, factor)) throw invalidParameter(lackOf(factor));
  if (!enabledMfas(pool).includes(factor))
    throw invalidParameter(`${factor} is not enabled for the user pool.`);
}

const lackOf = (factor: MfaFactor) =>
  factor === 'SOFTWARE_TOKEN_MFA'
    ? 'User has not verified software token mfa'
    : `User does not have delivery config set to turn on ${factor}`;
