import type { ClientCredentialsLimits } from './limits.js';
import type { GrantedToken } from './token-answer.js';

/** A token and its times, in milliseconds since the epoch. */
export class HeldToken {
  readonly token: string;
  /** From when on it is renewed, while it serves. */
  readonly renewAt: number;
  /** From when on it isn't sent any more, a margin before it expires. */
  readonly servesUntil: number;

  /** @param askedAt when it was asked for: it can't be older than that, whatever the answer took */
  constructor(
    { token, lifetimeSeconds }: GrantedToken,
    askedAt: number,
    limits: ClientCredentialsLimits,
  ) {
    const { renewFromShare, renewUntilShare, expiryMarginSeconds } = limits;
    const share = renewFromShare + Math.random() * (renewUntilShare - renewFromShare);
    const marginSeconds = Math.min(expiryMarginSeconds, lifetimeSeconds / 10);
    this.token = token;
    this.renewAt = askedAt + lifetimeSeconds * share * 1000;
    this.servesUntil = askedAt + (lifetimeSeconds - marginSeconds) * 1000;
  }
}
