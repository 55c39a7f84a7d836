import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import type { ClientCredentialsLimits } from './limits.js';
import { TokenUnavailableError, type TokenUnavailableReason } from './token-unavailable.error.js';

/** The cool-down of everything the client asks for, and those of scope sets that fail alone. */
export class CoolDowns {
  private readonly ofAll: CoolDown;
  private readonly ofSets: LRUCache<string, CoolDown>;

  constructor(
    private readonly limits: ClientCredentialsLimits,
    private readonly clock: Clock,
  ) {
    this.ofAll = new CoolDown(limits, clock);
    this.ofSets = new LRUCache({ max: limits.scopeSets });
  }

  /** No attempt is to be made for this scope set now. */
  active(set: string): boolean {
    return this.ofAll.active || this.ofSets.get(set)?.active === true;
  }

  /** What to tell callers now, when no attempt is to be made for this scope set. */
  refusal(set: string): TokenUnavailableError | undefined {
    if (this.ofAll.active) return this.ofAll.refusal();
    const own = this.ofSets.get(set);
    return own?.active ? own.refusal() : undefined;
  }

  /** What went wrong last, when nothing has gone well since. */
  lastFailure(set: string): TokenUnavailableError | undefined {
    return this.ofAll.refusal() ?? this.ofSets.get(set)?.refusal();
  }

  succeeded(set: string): void {
    this.ofAll.succeeded();
    this.ofSets.delete(set);
  }

  failed(set: string, error: TokenUnavailableError): void {
    if (ownDoing.has(error.reason)) return;
    const own = this.ofSets.get(set) ?? new CoolDown(this.limits, this.clock);
    const coolDown = ofOneScopeSet.has(error.reason) ? own : this.ofAll;
    coolDown.failed(error);
    if (coolDown === own) this.ofSets.set(set, own);
  }
}

/** Says nothing about Cognito. */
const ownDoing = new Set<TokenUnavailableReason>(['rate_limited', 'closed']);
/** Other scopes may be granted still. */
const ofOneScopeSet = new Set<TokenUnavailableReason>(['invalid_scope', 'invalid_request']);

/** Holds attempts back after failures: for longer after each, by a random share, and for as long as the server asks. */
class CoolDown {
  private failures = 0;
  private failedAt = -Infinity;
  private until = -Infinity;
  private last: TokenUnavailableError | undefined;

  constructor(
    private readonly limits: ClientCredentialsLimits,
    private readonly clock: Clock,
  ) {}

  get active(): boolean {
    return this.remainingMilliseconds() > 0;
  }

  /** The last failure, told anew. */
  refusal(): TokenUnavailableError | undefined {
    if (!this.last) return undefined;
    const seconds = Math.max(1, Math.ceil(this.remainingMilliseconds() / 1000));
    return new TokenUnavailableError(this.last.reason, this.last.detail, seconds);
  }

  succeeded(): void {
    this.failures = 0;
    this.until = -Infinity;
    this.last = undefined;
  }

  failed(error: TokenUnavailableError): void {
    const { firstCoolDownMilliseconds: first, longestCoolDownMilliseconds: longest } = this.limits;
    const backoff = Math.min(longest, first * 2 ** Math.min(this.failures, 30));
    const asked = Math.min(error.retryAfterSeconds ?? 0, this.limits.longestRetryAfterSeconds);
    const jittered = backoff * (0.5 + Math.random() / 2);
    this.failures += 1;
    this.failedAt = this.clock.nowMilliseconds();
    this.until = this.failedAt + Math.max(jittered, asked * 1000);
    this.last = error;
  }

  /** None once the clock was set back, which would make it as much longer. */
  private remainingMilliseconds(): number {
    const now = this.clock.nowMilliseconds();
    return now < this.failedAt ? 0 : Math.max(0, this.until - now);
  }
}
