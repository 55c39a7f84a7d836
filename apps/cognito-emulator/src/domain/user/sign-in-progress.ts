import type { UserTokenSource } from '../token/pre-token-generation.js';

/** A factor a user has proved, as `amr` names it (developer guide, "Step-up authentication"). */
export type Factor = 'pwd' | 'sms' | 'email_otp' | 'otp' | 'hwk' | 'swk';

/** What a sign-in has proved so far, and how it began. */
export interface SignInProgress {
  /** The name as it was typed. */
  readonly username: string;
  readonly factors: readonly Factor[];
  /** What the pre token generation function is told. */
  readonly source: UserTokenSource;
  /** The device the caller says it is on. */
  readonly deviceKey?: string | undefined;
  /** Whether what was proved counts as several factors by itself, as a passkey with user verification may. */
  readonly isMultiFactor?: boolean;
}

/** The same progress with one more factor proved. */
export function withFactor(progress: SignInProgress, factor: Factor): SignInProgress {
  return { ...progress, factors: [...new Set([...progress.factors, factor])] };
}
