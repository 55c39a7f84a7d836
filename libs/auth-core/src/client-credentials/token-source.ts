import { LRUCache } from 'lru-cache';
import { type Clock, systemClock } from '../clock.js';
import type { ClientSecretValues } from './client-secrets.js';
import { CoolDowns } from './cool-down.js';
import type { HeldToken } from './held-token.js';
import { type ClientCredentialsLimits, completeLimits } from './limits.js';
import { type Scopes, scopeSet } from './scope-set.js';
import type { TokenMethodOptions } from './token-method.js';
import { TokenRequests } from './token-requests.js';
import { TokenUnavailableError } from './token-unavailable.error.js';

export type ClientCredentialsOptions = TokenMethodOptions & {
  readonly clientId: string;
  /** During a change of secret both, the present one first. */
  readonly clientSecrets: ClientSecretValues;
  readonly limits?: Partial<ClientCredentialsLimits>;
  readonly clock?: Clock;
};

/** The tokens for one set of scopes. */
export interface AccessTokens {
  /** A token that can be sent now, undefined when one must be waited for. */
  present(): string | undefined;
  /**
   * A token, waited for if need be.
   *
   * @throws TokenUnavailableError
   */
  token(): Promise<string>;
  /** Gives up a token that was refused, so that the next one is new. */
  forget(token: string): void;
}

/**
 * A machine's own access tokens (RFC 6749 §4.4), for any set of scopes of one client. Cognito bills each token and
 * limits them, so a token is kept, one request a scope set is under way at a time, and a set rate is never
 * exceeded. Well before a token expires it is renewed in the background, by the first call that finds it due: what
 * nobody uses costs nothing. While Cognito is away the last token serves until it expires; after that calls fail
 * at once, but for an attempt now and then.
 *
 * ```ts
 * const source = new ClientCredentialsTokenSource({
 *   tokenUrl: 'https://example.auth.eu-west-1.amazoncognito.com/oauth2/token',
 *   clientId,
 *   clientSecrets: [clientSecret],
 * });
 * const token = await source.token(['users/read']);
 * ```
 */
export class ClientCredentialsTokenSource {
  private readonly limits: ClientCredentialsLimits;
  private readonly clock: Clock;
  /** Private to the language, so that no log of an object shows secrets and tokens. */
  readonly #requests: TokenRequests;
  readonly #held: LRUCache<string, HeldToken>;
  readonly #underWay = new Map<string, Promise<string>>();
  private readonly coolDowns: CoolDowns;
  /** When a token of a scope set was last given up. */
  private readonly forgottenAt: LRUCache<string, number>;
  private closed = false;

  /** @throws TypeError or RangeError for options that make no sense */
  constructor(options: ClientCredentialsOptions) {
    this.clock = options.clock ?? systemClock;
    this.limits = completeLimits(options.limits ?? {});
    const { scopeSets: max } = this.limits;
    this.#requests = new TokenRequests(options, this.limits, this.clock);
    this.#held = new LRUCache({ max });
    this.forgottenAt = new LRUCache({ max });
    this.coolDowns = new CoolDowns(this.limits, this.clock);
  }

  /**
   * The tokens for these scopes; their order doesn't matter.
   *
   * @throws TypeError when no scope is named
   */
  forScopes(scopes: Scopes): AccessTokens {
    const set = scopeSet(scopes);
    return {
      present: () => this.present(set),
      token: () => this.wait(set),
      forget: (token) => this.forget(token),
    };
  }

  /**
   * A token with these scopes and some seconds to live at least.
   *
   * @throws TokenUnavailableError; TypeError when no scope is named
   */
  async token(scopes: Scopes): Promise<string> {
    return this.wait(scopeSet(scopes));
  }

  /**
   * Gives up a token that was refused, so that the next one is new. When that is refused too, it stays for a while:
   * an upstream that takes no token must not make this client ask for one a call.
   */
  forget(token: string): void {
    const now = this.clock.nowMilliseconds();
    for (const [set, held] of this.#held.entries()) {
      if (held.token !== token) continue;
      const since = now - (this.forgottenAt.get(set) ?? -Infinity);
      // Less than none, where the clock was set back.
      if (since >= 0 && since < this.limits.forgetCoolDownSeconds * 1000) return;
      this.forgottenAt.set(set, now);
      this.#held.delete(set);
      return;
    }
  }

  /** Ends requests under way; no token is asked for from now on. */
  close(): void {
    this.closed = true;
    this.#requests.close();
  }

  private present(set: string): string | undefined {
    const held = this.#held.get(set);
    if (!held) return undefined;
    const now = this.clock.nowMilliseconds();
    if (now >= held.servesUntil) return undefined;
    if (now >= held.renewAt) this.renew(set);
    return held.token;
  }

  private renew(set: string): void {
    if (this.closed || this.coolDowns.active(set)) return;
    this.request(set).catch(() => undefined);
  }

  private async wait(set: string): Promise<string> {
    const present = this.present(set);
    if (present !== undefined) return present;
    if (this.closed) throw new TokenUnavailableError('closed', 'the token source was closed');
    const refusal = this.coolDowns.refusal(set);
    if (refusal && !this.#underWay.has(set)) throw refusal;
    const failure = this.coolDowns.lastFailure(set);
    const request = this.request(set);
    return failure ? within(request, this.limits.failingWaitMilliseconds, failure) : request;
  }

  private request(set: string): Promise<string> {
    const underWay = this.#underWay.get(set);
    if (underWay) return underWay;
    const request = this.obtain(set).finally(() => this.#underWay.delete(set));
    this.#underWay.set(set, request);
    return request;
  }

  private async obtain(set: string): Promise<string> {
    try {
      const held = await this.#requests.send(set);
      this.#held.set(set, held);
      this.coolDowns.succeeded(set);
      return held.token;
    } catch (error) {
      if (error instanceof TokenUnavailableError) this.coolDowns.failed(set, error);
      throw error;
    }
  }
}

/** The request goes on when the time is up, and serves later callers. */
async function within(
  request: Promise<string>,
  milliseconds: number,
  late: TokenUnavailableError,
): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late), milliseconds).unref();
  });
  try {
    return await Promise.race([request, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
