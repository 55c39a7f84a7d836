import { tierOf } from '../pool/tier.js';
import type { UserPool } from '../pool/user-pool.js';
import type { AssuranceLevel, Factor } from '../user/factor.js';

/** How a user proved who they are, as tokens tell it. */
export interface AuthenticationContext {
  readonly acr: string;
  readonly amr: readonly string[];
}

/**
 * What tokens say of the factors a sign-in proved; nothing in the Lite plan, and nothing of a sign-in that proved none
 * of Cognito's own (developer guide, "Step-up authentication with ACR and AMR").
 */
export function authenticationContext(
  pool: UserPool,
  factors: readonly Factor[],
): AuthenticationContext | undefined {
  const level = levelOf(factors);
  if (level === undefined || tierOf(pool) === 'LITE') return undefined;
  const isMultiple = factors.length > 1;
  return { acr: acrValue(pool, level), amr: isMultiple ? [...factors, 'mfa'] : factors };
}

/** The level that factors reach together. */
export function levelOf(factors: readonly Factor[]): AssuranceLevel | undefined {
  const has = (...some: readonly Factor[]) => some.some((factor) => factors.includes(factor));
  if (has('pwd') && has('otp')) return 4;
  if (has('hwk', 'swk') || (has('pwd') && has('sms', 'email_otp'))) return 3;
  if (has('sms', 'email_otp')) return 2;
  return has('pwd') ? 1 : undefined;
}

export const assuranceLevels: readonly AssuranceLevel[] = [1, 2, 3, 4];

/** The name of a level: the pool's own, or Cognito's. */
export function acrValue({ settings }: UserPool, level: AssuranceLevel): string {
  const own = settings.AcrConfiguration?.[`Level${level}`]?.AcrValue;
  return own ?? defaultAcrValue(level);
}

const defaultAcrValue = (level: AssuranceLevel) => `urn:cognito:loa:${level}`;

/** The names of all levels in the form of the setting AcrConfiguration. */
export const acrConfigurationOf = (pool: UserPool) => namedLevels((level) => acrValue(pool, level));

const namedLevels = (nameOf: (level: AssuranceLevel) => string) =>
  Object.fromEntries(
    assuranceLevels.map((level) => [`Level${level}`, { AcrValue: nameOf(level) }]),
  );

export const defaultAcrConfiguration = namedLevels(defaultAcrValue);
