import type { KeyObject } from 'node:crypto';
import { type Clock, systemClock } from '../clock.js';
import { KeysUnavailableError } from '../errors.js';
import { UnknownKeyError } from '../invalid-token-errors.js';
import { limitsWith } from '../limits.js';
import { type JwksLimits, jwksLimits } from './fetch-jwks.js';
import { fetchSigningKeys, type SigningAlgorithm, type SigningKeys } from './signing-keys.js';

/** Bounds on how often keys are fetched and how long they serve. */
export const keyStoreLimits = {
  /** Keys older than this, in seconds, are fetched again, in the background while they serve. */
  freshSeconds: 600,
  /** After a fetch, an unknown `kid` causes no other for so many seconds. */
  coolDownSeconds: 10,
  /** Keys that can't be fetched again serve for so many seconds after they were last seen published. */
  staleSeconds: 86_400,
} as const;

export type KeyStoreLimits = { readonly [Name in keyof typeof keyStoreLimits]: number } & {
  /** Bounds on each answer of the JWKS address. */
  readonly jwks?: Partial<JwksLimits>;
};

/**
 * The public keys published at one JWKS address. At most one fetch is under way at a time and one a cool-down,
 * however many unknown `kid`s come in; known keys serve through an outage.
 */
export class KeyStore {
  private keys: SigningKeys = new Map();
  private fetchedAt = -Infinity;
  private attemptedAt = -Infinity;
  private failed = false;
  private fetches = 0;
  /** Which fetch brought a key. */
  private readonly firstSeen = new WeakMap<KeyObject, number>();
  private fetching: Promise<void> | undefined;
  private readonly limits: KeyStoreLimits;

  /** @throws RangeError for a limit that makes no sense */
  constructor(
    private readonly jwksUri: string,
    private readonly algorithm: SigningAlgorithm,
    private readonly clock: Clock = systemClock,
    { jwks, ...own }: Partial<KeyStoreLimits> = {},
  ) {
    this.limits = { ...limitsWith(keyStoreLimits, own), jwks: limitsWith(jwksLimits, jwks) };
  }

  /** The key of that id if it is at hand; it is refreshed in the background when it has aged. */
  current(kid: string): KeyObject | undefined {
    const age = this.age();
    if (age > this.limits.staleSeconds) return undefined;
    if (age > this.limits.freshSeconds) void this.refresh();
    return this.keys.get(kid);
  }

  /** All keys that are known. */
  all(): Iterable<KeyObject> {
    return this.keys.values();
  }

  /** The other key of a set of two that were first seen together; undefined where the set is another. */
  twinOf(key: KeyObject): KeyObject | undefined {
    if (this.keys.size !== 2) return undefined;
    for (const other of this.keys.values()) {
      if (other !== key && this.firstSeen.get(other) === this.firstSeen.get(key)) return other;
    }
    return undefined;
  }

  /**
   * The key of that id, fetched if need be.
   *
   * @throws UnknownKeyError when the published set is known and the id is not in it
   * @throws KeysUnavailableError when the set can't be had, so nothing can be said
   */
  async get(kid: string): Promise<KeyObject> {
    const known = this.current(kid);
    if (known) return known;
    await this.refresh();
    const found = this.current(kid);
    if (found) return found;
    if (this.failed) throw new KeysUnavailableError('the signing keys cannot be fetched');
    throw new UnknownKeyError('no published key has this id');
  }

  private age(): number {
    return this.secondsSince('fetchedAt');
  }

  private secondsSince(moment: 'fetchedAt' | 'attemptedAt'): number {
    const now = this.clock.nowMilliseconds();
    // A clock that was set back counts from now on: nothing is to be new for as long as it was wrong.
    this[moment] = Math.min(this[moment], now);
    return (now - this[moment]) / 1000;
  }

  private refresh(): Promise<void> {
    if (this.fetching) return this.fetching;
    if (this.secondsSince('attemptedAt') < this.limits.coolDownSeconds) return Promise.resolve();
    this.attemptedAt = this.clock.nowMilliseconds();
    this.fetching = this.fetch().finally(() => (this.fetching = undefined));
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    try {
      const { jwksUri, algorithm, keys, limits } = this;
      this.keys = await fetchSigningKeys(jwksUri, algorithm, keys, limits.jwks);
      this.fetches += 1;
      for (const key of this.keys.values()) {
        if (!this.firstSeen.has(key)) this.firstSeen.set(key, this.fetches);
      }
      this.fetchedAt = this.clock.nowMilliseconds();
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }
}
