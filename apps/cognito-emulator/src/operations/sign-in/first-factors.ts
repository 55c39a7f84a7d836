import {
  allowedFirstAuthFactors,
  mfaConfigurationOf,
  webAuthnConfigurationOf,
} from '../../domain/pool/mfa-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { type Means, nextFactors } from '../../domain/token/assurance.js';
import { isHeldToMfa, usableFactors } from '../../domain/user/mfa.js';
import type { Factor } from '../../domain/user/factor.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import type { SignInState } from './sign-in-state.js';

/** What a choice-based sign-in can begin with, as ChallengeName has it. */
export type FirstFactor = 'PASSWORD' | 'PASSWORD_SRP' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';

/**
 * The factors a user can begin with: those the pool allows and the user has. One-time codes can't be the only factor
 * where MFA is required or the user has set it up, nor passkeys unless they count as several (developer guide, "Things to
 * know about user pool MFA").
 */
export function firstFactorsOf(
  { passkeys }: Pick<Services, 'passkeys'>,
  pool: UserPool,
  user: User,
): readonly FirstFactor[] {
  const demandsMfa = isHeldToMfa(pool, user);
  const passkeysSuffice = !demandsMfa || webAuthnConfigurationOf(pool).isMultiFactor;
  const allowed = allowedFirstAuthFactors(pool);
  const available: Readonly<Record<Exclude<FirstFactor, 'PASSWORD' | 'PASSWORD_SRP'>, boolean>> = {
    EMAIL_OTP: !demandsMfa && isReachable(user, 'email'),
    SMS_OTP: !demandsMfa && isReachable(user, 'phone_number'),
    WEB_AUTHN: passkeysSuffice && passkeys.ofUser(user).length > 0,
  };
  const others = (['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] as const).filter(
    (factor) => allowed.includes(factor) && available[factor],
  );
  return user.password === undefined ? others : ['PASSWORD', 'PASSWORD_SRP', ...others];
}

/**
 * A code may go to an address that is proved, or be what proves it for a user who has just signed up. Who has a
 * temporary password begins with that, as people have seen on AWS.
 */
function isReachable({ attributes, status }: User, attribute: 'email' | 'phone_number'): boolean {
  if (status === 'FORCE_CHANGE_PASSWORD') return false;
  const proved = attributes[`${attribute}_verified`] === 'true' || status === 'UNCONFIRMED';
  return (attributes[attribute] ?? '') !== '' && proved;
}

/** What a user has to reach a level with; nothing is set up on the way (developer guide, "Step-up authentication"). */
export function meansOf(
  services: Pick<Services, 'passkeys'>,
  pool: UserPool,
  user: User,
  proved: readonly Factor[],
): Means {
  const first = firstFactorsOf(services, pool, user).filter((factor) => factor !== 'PASSWORD_SRP');
  const second = mfaConfigurationOf(pool) === 'OFF' ? [] : usableFactors(pool, user);
  return { proved, first, second };
}

/** What a choice-based sign-in can begin with, in view of the level it has to reach. */
export function firstFactorsTowardsTarget(
  services: Pick<Services, 'passkeys'>,
  pool: UserPool,
  { user, progress: { target, factors: proved } }: SignInState,
): readonly FirstFactor[] {
  const all = firstFactorsOf(services, pool, user);
  if (target === undefined) return all;
  const { first } = nextFactors(target, meansOf(services, pool, user, proved));
  return all.filter((factor) => first.includes(factor === 'PASSWORD_SRP' ? 'PASSWORD' : factor));
}
