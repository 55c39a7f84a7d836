import type { AssuranceLevel, Factor } from './factor.js';
import type { ChallengeResult } from '../trigger/challenge-result.js';
import type { UserTokenSource } from '../token/pre-token-generation.js';

/** What a sign-in has proved so far, and how it began. */
export interface SignInProgress {
  /** The name as it was typed. */
  readonly username: string;
  readonly factors: readonly Factor[];
  /** What the pre token generation function is told. */
  readonly source: UserTokenSource;
  /** The device the caller says it is on. */
  readonly deviceKey?: string | undefined;
  /** The device that proved to be the one it says. */
  readonly provedDeviceKey?: string | undefined;
  /** Whether what was proved counts as several factors by itself, as a passkey with user verification may. */
  readonly isMultiFactor?: boolean;
  /** The level of assurance the sign-in has to reach, where one was asked for. */
  readonly target?: AssuranceLevel | undefined;
  /** Whether it goes on at the pages of the pool's domain, and not by the API. */
  readonly isAtPage?: boolean;
  /** How the challenges went so far, where the pool's functions lead the sign-in (CUSTOM_AUTH). */
  readonly custom?: readonly ChallengeResult[] | undefined;
}

/** The same progress with one more factor proved. */
export function withFactor(progress: SignInProgress, factor: Factor): SignInProgress {
  return { ...progress, factors: [...new Set([...progress.factors, factor])] };
}

/** The same progress with one more challenge answered, which functions are told of where they lead the sign-in. */
export function withResult(
  progress: SignInProgress,
  challengeName: string,
  { isRight = true, metadata = null }: { isRight?: boolean; metadata?: string | null } = {},
): SignInProgress {
  if (progress.custom === undefined) return progress;
  const result = { challengeName, challengeResult: isRight, challengeMetadata: metadata };
  return { ...progress, custom: [...progress.custom, result] };
}
