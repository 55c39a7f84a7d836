import { accessTokenLimits, type Clock, type UserPrincipal } from '@gatehouse/auth-core';
import { setTimeout as wait } from 'node:timers/promises';
import { IdentityProviderRefusal } from '../identity-provider/errors.js';
import type { IdentityProvider } from '../identity-provider/identity-provider.js';
import type { NamedUser, UserDirectory } from '../identity-provider/user-directory.js';
import type { RevocationAnnouncer } from '../revocations/revocation-announcer.js';
import type { RevocationRequest, SessionEnd } from '../revocations/revocation-plan.js';
import type { StoredRevocation } from '../revocations/revocations.repository.js';
import type { SignOutLimiter } from './sign-out-limiter.js';

const { maxLifetimeSeconds, clockSkewSeconds } = accessTokenLimits;

/** So long after it was issued no gateway accepts an access token any more, in seconds. */
const lastExpirySeconds = maxLifetimeSeconds + clockSkewSeconds;

type User = Pick<UserPrincipal, 'poolId' | 'subject'>;

/**
 * Ends sessions: at Cognito, so that no new tokens are issued, and at every gateway, so that issued ones are rejected.
 *
 * All methods that end sessions throw RevocationIncompleteError, RevocationsFullError or DatabaseUnavailableError unless
 * every gateway knows.
 */
export class SignOutService {
  constructor(
    private readonly identityProvider: IdentityProvider,
    private readonly directory: UserDirectory,
    private readonly announcer: RevocationAnnouncer,
    private readonly options: {
      readonly clock: Clock;
      readonly limiter: SignOutLimiter;
      /** So long a session may be refreshed, in seconds: the longest validity of a refresh token. */
      readonly sessionLifetimeSeconds: number;
    },
  ) {}

  /**
   * Ends the session of this call at the gateways, for as long as it could be refreshed, and with its refresh token at
   * Cognito too. A refresh token does not shorten the former: nothing shows that the session has no other.
   *
   * @throws IdentityProviderRefusal when the refresh token is not of this session, which then goes on
   * @throws TooManySignOutsError
   */
  async session(user: UserPrincipal, refreshToken?: string): Promise<void> {
    const { limiter } = this.options;
    if (refreshToken !== undefined) limiter.proof(user);
    const uncount = limiter.session(user);
    if (refreshToken === undefined) return this.endSession(user, []);
    const proof = await this.prove(user, refreshToken).catch((error: unknown) => {
      uncount();
      throw error;
    });
    if (proof !== 'already_ended') await this.endSession(user, proof);
  }

  /**
   * Ends another session of the user at the gateways, as `session` does without a refresh token.
   *
   * @param session `startedAt` undefined: a session that is not known, which can only have ended before
   * @returns whether it has ended, now or before
   * @throws TooManySignOutsError
   */
  async otherSession(
    user: UserPrincipal,
    { originJti, startedAt }: { readonly originJti: string; readonly startedAt?: number },
  ): Promise<boolean> {
    this.options.limiter.session(user);
    const { startedUntil: _, ...rest } = this.sessionsUntil(user);
    const session = { ...rest, kind: 'session', originJti } as const;
    if (startedAt !== undefined) {
      await this.deliver(await this.announcer.store({ ...session, startedAt }));
      return true;
    }
    // Later than any entry for earlier sessions, which says nothing about a session that is not known.
    const unknown = { ...session, startedAt: Number.MAX_SAFE_INTEGER };
    const revocation = await this.announcer.findEndOf(unknown);
    if (revocation) await this.announcer.deliver({ revocation });
    return revocation !== undefined;
  }

  /**
   * Ends all sessions of the user. Times in tokens are whole seconds, so this takes until the present one is over: a user
   * who signs in after the response gets tokens that are accepted.
   *
   * @throws TooManySignOutsError
   */
  async everywhere(user: UserPrincipal): Promise<void> {
    this.options.limiter.everywhere(user);
    const done = await this.endAllAtCognito(user);
    if (!done) return this.everywhereAtGateways(user);
    const revocation = this.tokensUntil(user, done.at ?? this.nowSeconds());
    await this.end(revocation);
    await this.endOf(revocation.issuedUntil);
  }

  /** Ends all sessions of a user of this pool, on behalf of somebody who has no session. */
  async endAll(user: User): Promise<void> {
    const doneAt = await this.directory.signOut(user.subject);
    await this.end(this.tokensUntil(user, doneAt ?? this.nowSeconds()));
  }

  /** Keeps a user of this pool from signing in, and ends all their sessions. */
  async disable(user: User): Promise<void> {
    const doneAt = await this.directory.disable(user.subject);
    await this.end(this.tokensUntil(user, doneAt ?? this.nowSeconds()));
  }

  /**
   * As `disable`, for an account that is being deleted: the access tokens of a user whom Cognito no longer has are rejected
   * too.
   */
  async disableForDeletion({ poolId, sub, name }: NamedUser & Pick<User, 'poolId'>): Promise<void> {
    const disabled = this.directory.disable(sub, name).catch((error: unknown) => {
      if (error instanceof IdentityProviderRefusal && error.kind === 'not_found') return undefined;
      throw error;
    });
    const doneAt = (await disabled) ?? this.nowSeconds();
    await this.end(this.tokensUntil({ poolId, subject: sub }, doneAt));
  }

  /** Lets a user of this pool sign in again, with tokens that are accepted: those of the present second may not be. */
  async enable(subject: string): Promise<void> {
    const doneAt = await this.directory.enable(subject);
    await this.endOf(doneAt ?? this.nowSeconds());
  }

  /** @returns the session's refresh tokens, unless a sign-out at the same time was faster */
  private async prove(
    user: UserPrincipal,
    refreshToken: string,
  ): Promise<readonly string[] | 'already_ended'> {
    try {
      return await this.identityProvider.proveSession(user, refreshToken);
    } catch (error) {
      const session = this.sessionOf(user);
      const isRejected = error instanceof IdentityProviderRefusal && error.kind === 'invalid';
      const ended = isRejected && session && (await this.announcer.findEndOf(session));
      if (!ended) throw error;
      await this.announcer.deliver({ revocation: ended });
      return 'already_ended';
    }
  }

  /** Cognito comes after the store, so that its rejection of a second sign-out finds the first one stored. */
  private async endSession(user: UserPrincipal, refreshTokens: readonly string[]): Promise<void> {
    const storing = this.announcer.store(this.sessionOf(user) ?? this.sessionsUntil(user));
    await storing.catch(() => undefined);
    await allDone([
      storing.then((stored) => this.deliver(stored)),
      this.identityProvider.revoke(refreshTokens, user.clientId),
    ]);
  }

  /**
   * An entry for earlier sessions covers the whole second of the last one, so this takes until that second is over: a
   * session begun after the response is not covered.
   */
  private async deliver(stored: StoredRevocation): Promise<void> {
    await this.announcer.deliver(stored);
    const { revocation } = stored;
    if (revocation.kind !== 'earlier_sessions') return;
    const { startedUntil } = revocation;
    if (startedUntil + clockSkewSeconds >= this.nowSeconds()) await this.endOf(startedUntil);
  }

  /** @returns when it was done by Cognito's clock; undefined when Cognito does not know the user here */
  private async endAllAtCognito(user: UserPrincipal): Promise<{ at?: number } | undefined> {
    if (user.poolId !== this.identityProvider.poolId) return undefined;
    try {
      return { at: await this.directory.signOutEverywhere(user) };
    } catch (error) {
      // A deleted user's access tokens must end, too.
      if (error instanceof IdentityProviderRefusal && error.kind === 'not_found') return undefined;
      throw error;
    }
  }

  /** The refresh tokens of another pool's users cannot be revoked here, so that gateways reject what they return. */
  private async everywhereAtGateways(user: UserPrincipal): Promise<void> {
    const { startedUntil, ...rest } = this.sessionsUntil(user);
    const until = Math.max(startedUntil, this.nowSeconds());
    await this.end({ ...rest, startedUntil: until });
    await this.endOf(until);
  }

  private async end(request: RevocationRequest): Promise<void> {
    await this.announcer.deliver(await this.announcer.store(request));
  }

  /** Waits for the end of a second that was the present one at Cognito a moment ago, a second at most. */
  private async endOf(second: number): Promise<void> {
    const remaining = (second + 1) * 1000 - this.options.clock.nowMilliseconds();
    // Clocks that differ tell nothing about when Cognito's second ends.
    await wait(remaining >= 0 && remaining <= 1000 ? remaining : 1000);
  }

  /** Undefined for a client for which Cognito's token revocation is off: its tokens do not name their session. */
  private sessionOf(user: UserPrincipal): SessionEnd | undefined {
    const { originJti } = user;
    if (originJti === undefined) return undefined;
    const { startedUntil: startedAt, ...rest } = this.sessionsUntil(user);
    return { ...rest, kind: 'session', originJti, startedAt };
  }

  /** The sessions that began no later than the present one. */
  private sessionsUntil({ poolId, subject, authTime }: UserPrincipal) {
    const now = this.nowSeconds();
    const expiresAt = now + this.options.sessionLifetimeSeconds + lastExpirySeconds;
    const startedUntil = authTime ?? now;
    return { kind: 'earlier_sessions', poolId, subject, startedUntil, expiresAt } as const;
  }

  /** @param issuedUntil by Cognito's clock, which tokens go by */
  private tokensUntil({ poolId, subject }: User, issuedUntil: number) {
    const expiresAt = Math.max(issuedUntil, this.nowSeconds()) + lastExpirySeconds;
    return { kind: 'user', poolId, subject, issuedUntil, expiresAt } as const;
  }

  private nowSeconds(): number {
    return Math.floor(this.options.clock.nowMilliseconds() / 1000);
  }
}

/** Waits for all, and throws the first error in their order. */
async function allDone(tasks: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(tasks);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
