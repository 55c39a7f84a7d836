import type { KeyObject } from 'node:crypto';
import { type Clock, systemClock } from '@gatehouse/platform-core';
import { InvalidTokenError, KeysUnavailableError } from '../errors.js';
import { fetchSigningKeys, type SigningAlgorithm, type SigningKeys } from './signing-keys.js';

export interface KeyStoreLimits {
  /** Keys older than this are fetched again, in the background while they serve. */
  readonly freshSeconds: number;
  /** After a fetch, an unknown `kid` causes no other for so long. */
  readonly coolDownSeconds: number;
  /** Keys that can't be fetched again serve for so long after they were last seen published. */
  readonly staleSeconds: number;
}

export const defaultKeyStoreLimits: KeyStoreLimits = {
  freshSeconds: 600,
  coolDownSeconds: 10,
  staleSeconds: 86_400,
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
  private fetching: Promise<void> | undefined;

  constructor(
    private readonly jwksUri: string,
    private readonly algorithm: SigningAlgorithm,
    private readonly clock: Clock = systemClock,
    private readonly limits: KeyStoreLimits = defaultKeyStoreLimits,
  ) {}

  /**
   * The key of that id.
   *
   * @throws InvalidTokenError `unknown_key` when the published set is known and the id is not in it
   * @throws KeysUnavailableError when the set can't be had, so nothing can be said
   */
  async get(kid: string): Promise<KeyObject> {
    const known = this.usable(kid);
    if (known) {
      if (this.age() > this.limits.freshSeconds) void this.refresh();
      return known;
    }
    await this.refresh();
    const found = this.usable(kid);
    if (found) return found;
    if (this.failed) throw new KeysUnavailableError('the signing keys cannot be fetched');
    throw new InvalidTokenError('unknown_key', 'no published key has this id');
  }

  private usable(kid: string): KeyObject | undefined {
    return this.age() <= this.limits.staleSeconds ? this.keys.get(kid) : undefined;
  }

  private age(): number {
    return this.secondsSince(this.fetchedAt);
  }

  private secondsSince(moment: number): number {
    return (this.clock.nowMilliseconds() - moment) / 1000;
  }

  private refresh(): Promise<void> {
    if (this.fetching) return this.fetching;
    if (this.secondsSince(this.attemptedAt) < this.limits.coolDownSeconds) return Promise.resolve();
    this.attemptedAt = this.clock.nowMilliseconds();
    this.fetching = this.fetch().finally(() => (this.fetching = undefined));
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    try {
      this.keys = await fetchSigningKeys(this.jwksUri, this.algorithm);
      this.fetchedAt = this.clock.nowMilliseconds();
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }
}
