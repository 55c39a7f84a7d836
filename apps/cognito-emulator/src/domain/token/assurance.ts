import { invalidParameter } from '../errors.js';
import type { FirstAuthFactor, MfaFactor } from '../pool/mfa-rules.js';
import { requireTier } from '../pool/tiers.js';
import type { UserPool } from '../pool/user-pool.js';
import type { Factor, AssuranceLevel } from '../user/factor.js';
import { acrValue, assuranceLevels, levelOf } from './authentication-context.js';

/** A combination of factors: what a sign-in begins with, and what comes on top. */
interface Way {
  readonly first: FirstAuthFactor;
  readonly second?: MfaFactor;
}

/** The combinations that reach a level (developer guide, "ACR authentication levels"). */
const waysTo: Readonly<Record<AssuranceLevel, readonly Way[]>> = {
  1: [{ first: 'PASSWORD' }],
  2: [{ first: 'EMAIL_OTP' }, { first: 'SMS_OTP' }],
  3: [
    { first: 'WEB_AUTHN' },
    { first: 'PASSWORD', second: 'SMS_MFA' },
    { first: 'PASSWORD', second: 'EMAIL_OTP' },
  ],
  4: [{ first: 'PASSWORD', second: 'SOFTWARE_TOKEN_MFA' }],
};

const proofsOf: Readonly<Record<FirstAuthFactor | MfaFactor, readonly Factor[]>> = {
  PASSWORD: ['pwd'],
  EMAIL_OTP: ['email_otp'],
  SMS_OTP: ['sms'],
  SMS_MFA: ['sms'],
  SOFTWARE_TOKEN_MFA: ['otp'],
  WEB_AUTHN: ['hwk', 'swk'],
};

/** What a user can be asked for, and what they have proved already. */
export interface Means {
  readonly proved: readonly Factor[];
  readonly first: readonly FirstAuthFactor[];
  readonly second: readonly MfaFactor[];
}

/** What is to be asked for next on the way to a level: any one of these. */
export interface NextFactors {
  readonly first: readonly FirstAuthFactor[];
  readonly second: readonly MfaFactor[];
}

/** The level a name stands for in a pool; none for names it doesn't know. */
export const levelNamed = (pool: UserPool, name: string): AssuranceLevel | undefined =>
  assuranceLevels.find((level) => acrValue(pool, level) === name);

/**
 * The levels a list of names asks for, first choice first; names the pool doesn't know are left out. `acr_values` at the
 * OAuth endpoints is the same list, without the errors (developer guide, "Feature plan requirements").
 */
export const levelsNamed = (pool: UserPool, names: readonly string[]): readonly AssuranceLevel[] =>
  names.flatMap((name) => levelNamed(pool, name) ?? []);

/**
 * The levels that TARGET_ACR_VALUES asks for.
 * @throws FeatureUnavailableInTierException, InvalidParameterException when it names no level
 */
export function requestedLevels(pool: UserPool, names: string): readonly AssuranceLevel[] {
  requireTier(pool, 'ESSENTIALS', 'Step-up authentication');
  const levels = levelsNamed(pool, names.split(' '));
  if (levels.length === 0)
    throw invalidParameter('None of the TARGET_ACR_VALUES is an ACR level of the user pool.');
  return levels;
}

/** A number of seconds as MAX_AGE and `max_age` have it; nothing for what isn't one. */
export const maxAgeIn = (text: string): number | undefined =>
  /^\d{1,10}$/.test(text) ? Number(text) : undefined;

/** Whether somebody signed in recently enough; tokens count in whole seconds. */
export const isRecent = (authTimeSeconds: number, maxAgeSeconds: number | undefined, now: number) =>
  maxAgeSeconds === undefined || Math.floor(now / 1_000) - authTimeSeconds <= maxAgeSeconds;

export const reaches = (factors: readonly Factor[], level: AssuranceLevel): boolean =>
  (levelOf(factors) ?? 0) >= level;

/** A level that was asked for, and the one it takes the user to: a higher one where that is all they have. */
export interface Target {
  readonly asked: AssuranceLevel;
  readonly level: AssuranceLevel;
}

/** The first of the levels asked for that a user has the factors for. */
export function targetFor(levels: readonly AssuranceLevel[], means: Means): Target | undefined {
  for (const asked of levels) {
    const level = assuranceLevels.find((one) => one >= asked && openWays(one, means).length > 0);
    if (level !== undefined) return { asked, level };
  }
  return undefined;
}

/** What is still to be asked for on the way to a level; a first factor comes before a second. */
export function nextFactors(level: AssuranceLevel, means: Means): NextFactors {
  const isMissing = (factor: FirstAuthFactor | MfaFactor) => !isProved(factor, means);
  const ways = openWays(level, means);
  const first = ways.map((way) => way.first).filter(isMissing);
  const second = ways
    .filter((way) => !isMissing(way.first))
    .flatMap((way) => way.second ?? [])
    .filter(isMissing);
  return { first: [...new Set(first)], second };
}

const isProved = (factor: FirstAuthFactor | MfaFactor, { proved }: Means) =>
  proofsOf[factor].some((proof) => proved.includes(proof));

const openWays = (level: AssuranceLevel, means: Means): readonly Way[] =>
  waysTo[level].filter(
    ({ first, second }) =>
      (means.first.includes(first) || isProved(first, means)) &&
      (second === undefined || means.second.includes(second) || isProved(second, means)),
  );
