import type { Clock, UserPrincipal } from '@gatehouse/auth-core';
import { TooManySignOutsError } from './sign-out.errors.js';

export const signOutLimits = {
  /** Sign-outs of one user's sessions a minute; those from all sessions at once are counted apart. */
  perUserAndMinute: 30,
  /**
   * Refresh tokens that one session may present a minute. Fewer than the above and not counted there when they are
   * rejected, so that a stolen access token cannot use up its owner's sign-outs.
   */
  proofsPerSessionAndMinute: 5,
  /** Users and sessions remembered; beyond, the oldest is forgotten. */
  maxCounters: 20_000,
} as const;

export type SignOutLimits = { readonly [Name in keyof typeof signOutLimits]: number };

/** The minute of the limits' names. */
const windowMilliseconds = 60_000;

interface Counter {
  readonly startedAt: number;
  count: number;
}

/** Bounds how often users sign out, in this process. */
export class SignOutLimiter {
  /** Oldest first. */
  private readonly counters = new Map<string, Counter>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: SignOutLimits = signOutLimits,
  ) {}

  /**
   * Counts a sign-out of one session.
   *
   * @returns a function that uncounts the sign-out, for one that was rejected
   * @throws TooManySignOutsError
   */
  session({ poolId, subject }: UserPrincipal): () => void {
    return this.take(`session ${poolId} ${subject}`, this.limits.perUserAndMinute);
  }

  /** Counts a sign-out from all sessions. @throws TooManySignOutsError */
  everywhere({ poolId, subject }: UserPrincipal): void {
    this.take(`everywhere ${poolId} ${subject}`, this.limits.perUserAndMinute);
  }

  /** Counts a refresh token that a session presents. @throws TooManySignOutsError */
  proof({ poolId, subject, originJti = '' }: UserPrincipal): void {
    const key = `proof ${poolId} ${subject} ${originJti}`;
    this.take(key, this.limits.proofsPerSessionAndMinute);
  }

  get size(): number {
    return this.counters.size;
  }

  private take(key: string, limit: number): () => void {
    const counter = this.current(key);
    if (counter.count >= limit) {
      const remaining = counter.startedAt + windowMilliseconds - this.clock.nowMilliseconds();
      throw new TooManySignOutsError(Math.max(1, Math.ceil(remaining / 1000)));
    }
    counter.count += 1;
    return () => (counter.count -= 1);
  }

  private current(key: string): Counter {
    const now = this.clock.nowMilliseconds();
    const known = this.counters.get(key);
    if (known && now - known.startedAt < windowMilliseconds) return known;
    this.counters.delete(key);
    const [oldest] = this.counters.keys();
    if (oldest !== undefined && this.counters.size >= this.limits.maxCounters) {
      this.counters.delete(oldest);
    }
    const counter = { startedAt: now, count: 0 };
    this.counters.set(key, counter);
    return counter;
  }
}
