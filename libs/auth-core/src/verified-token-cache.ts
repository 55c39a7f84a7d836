import { LRUCache } from 'lru-cache';
import { limitsWith } from './limits.js';

/** Bounds on what is remembered of tokens found good. */
export const verifiedTokenCacheLimits = {
  /** Longest time one is remembered, in seconds; never past its `exp`. 0 remembers none. */
  maxAgeSeconds: 300,
  /** Most characters of tokens remembered at once; the least recently used go first. */
  maxCharacters: 16_777_216,
} as const;

export type VerifiedTokenCacheLimits = {
  readonly [Name in keyof typeof verifiedTokenCacheLimits]: number;
};

interface Entry<Verified> {
  readonly token: string;
  readonly verified: Verified;
  readonly untilMilliseconds: number;
}

/** So much of a signature's end tells tokens apart: 192 bits of it. */
const tailLength = 32;

/**
 * What tokens have been found to say, so that the same one need not be verified again. A token is looked up by the end
 * of its signature and then compared whole, so that nothing but the very same token finds an entry. Whether the key and
 * the session of a found token still hold is for the caller to ask, each time.
 */
export class VerifiedTokenCache<Verified extends object> {
  private readonly entries: LRUCache<string, Entry<Verified>>;

  private readonly limits: VerifiedTokenCacheLimits;

  /** @throws RangeError for a limit that makes no sense */
  constructor(limits?: Partial<VerifiedTokenCacheLimits>) {
    this.limits = limitsWith(verifiedTokenCacheLimits, limits);
    this.entries = new LRUCache({
      maxSize: Math.max(1, Math.floor(this.limits.maxCharacters)),
      sizeCalculation: ({ token }) => token.length,
    });
  }

  /** What this very token was found to say, if it is remembered and its time isn't over. */
  get(token: string, nowMilliseconds: number): Verified | undefined {
    const entry = this.entries.get(token.slice(-tailLength));
    if (entry?.token !== token) return undefined;
    return nowMilliseconds < entry.untilMilliseconds ? entry.verified : undefined;
  }

  /** @param expiresAt the token's `exp`, in seconds since the epoch */
  remember(token: string, verified: Verified, expiresAt: number, nowMilliseconds: number): void {
    const latest = nowMilliseconds + this.limits.maxAgeSeconds * 1000;
    const untilMilliseconds = Math.min(expiresAt * 1000, latest);
    if (untilMilliseconds <= nowMilliseconds) return;
    this.entries.set(token.slice(-tailLength), { token, verified, untilMilliseconds });
  }

  forget(token: string): void {
    const tail = token.slice(-tailLength);
    if (this.entries.peek(tail)?.token === token) this.entries.delete(tail);
  }
}
