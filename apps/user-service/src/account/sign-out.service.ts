import { accessTokenLimits, type Clock, type UserPrincipal } from '@gatehouse/auth-core';
import type { RevocationMessage } from '@gatehouse/contracts';
import { setTimeout as wait } from 'node:timers/promises';
import type { IdentityProvider } from '../identity-provider/identity-provider.js';
import type { RevocationAnnouncer } from '../revocations/revocation-announcer.js';

/** So long after it was issued no access token is taken any more, in seconds. */
const lastExpirySeconds = accessTokenLimits.maxLifetimeSeconds + accessTokenLimits.clockSkewSeconds;

/**
 * Ends sessions: at Cognito, so that no new tokens come, and at every gateway, so that those there are end too. Cognito
 * comes first: what it refuses changes nothing.
 */
export class SignOutService {
  constructor(
    private readonly identityProvider: IdentityProvider,
    private readonly announcer: RevocationAnnouncer,
    private readonly options: {
      readonly clock: Clock;
      /** So long a session may be refreshed, in seconds: the longest validity of a refresh token. */
      readonly sessionLifetimeSeconds: number;
    },
  ) {}

  /**
   * Ends the session of this call.
   *
   * @param refreshToken this session's own; without it Cognito still gives new access tokens for the session, which the
   *   gateways go on refusing
   */
  async session(user: UserPrincipal, refreshToken?: string): Promise<void> {
    if (refreshToken !== undefined) {
      await this.identityProvider.revoke(refreshToken, user.clientId);
    }
    const remains =
      refreshToken === undefined
        ? lastExpirySeconds + this.options.sessionLifetimeSeconds
        : lastExpirySeconds;
    const { poolId, originJti } = user;
    const expiresAt = this.nowSeconds() + remains;
    await this.announcer.announce(
      // A client for which Cognito's revocation is off has no session that could be named.
      originJti === undefined
        ? this.tokensUntil(user, this.nowSeconds())
        : { kind: 'session', poolId, originJti, expiresAt },
    );
  }

  /**
   * Ends all sessions of the user. Times in tokens are whole seconds, so this takes until the present one is over:
   * whoever signs in after the answer gets tokens that count.
   */
  async everywhere(user: UserPrincipal, accessToken: string): Promise<void> {
    const doneAt = await this.identityProvider.signOutEverywhere(user, accessToken);
    const revocation = this.tokensUntil(user, doneAt ?? this.nowSeconds());
    await this.announcer.announce(revocation);
    await this.endOf(revocation.issuedUntil);
  }

  /** Keeps a user of this pool from signing in, and ends all their sessions. */
  async disable(user: { readonly poolId: string; readonly subject: string }): Promise<void> {
    const doneAt = await this.identityProvider.disableUser(user.subject);
    await this.announcer.announce(this.tokensUntil(user, doneAt ?? this.nowSeconds()));
  }

  /** Lets a user of this pool sign in again, with tokens that count: those of the present second may not. */
  async enable(subject: string): Promise<void> {
    const doneAt = await this.identityProvider.enableUser(subject);
    await this.endOf(doneAt ?? this.nowSeconds());
  }

  /** Waits for the end of a second that was the present one at Cognito a moment ago, a second at most. */
  private async endOf(second: number): Promise<void> {
    const remaining = (second + 1) * 1000 - this.options.clock.nowMilliseconds();
    // Clocks that differ tell nothing about when Cognito's second ends.
    await wait(remaining >= 0 && remaining <= 1000 ? remaining : 1000);
  }

  /** @param issuedUntil by Cognito's clock, which tokens go by */
  private tokensUntil(
    { poolId, subject }: { poolId: string; subject: string },
    issuedUntil: number,
  ) {
    const expiresAt = Math.max(issuedUntil, this.nowSeconds()) + lastExpirySeconds;
    return {
      kind: 'user',
      poolId,
      subject,
      issuedUntil,
      expiresAt,
    } as const satisfies RevocationMessage;
  }

  private nowSeconds(): number {
    return Math.floor(this.options.clock.nowMilliseconds() / 1000);
  }
}
