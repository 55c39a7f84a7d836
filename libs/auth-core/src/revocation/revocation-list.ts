import { type Clock, systemClock } from '../clock.js';

/** One sign-in has ended: every token that carries its `origin_jti` is refused. */
export interface RevokedSession {
  readonly kind: 'session';
  readonly poolId: string;
  readonly originJti: string;
  /** When the last token it concerns has expired, in seconds since the epoch; kept until then. */
  readonly expiresAt: number;
}

/** All of a user's tokens issued up to a moment are refused. */
export interface RevokedUser {
  readonly kind: 'user';
  readonly poolId: string;
  readonly subject: string;
  /** Tokens with this `iat` or an earlier one are refused, in seconds since the epoch. */
  readonly issuedUntil: number;
  /** When the last token it concerns has expired, in seconds since the epoch; kept until then. */
  readonly expiresAt: number;
}

/** Something that ends access tokens before their `exp`. */
export type Revocation = RevokedSession | RevokedUser;

/** What of a token tells whether it has been revoked. */
export interface RevocableToken {
  readonly poolId: string;
  readonly subject: string;
  /** `iat`, in seconds since the epoch. */
  readonly issuedAt: number;
  readonly originJti?: string;
}

/** Asked about every token, known or new. It must answer at once, from memory. */
export interface Revocations {
  isRevoked(token: RevocableToken): boolean;
}

export const revocationListLimits = {
  /** Most revocations kept at once. One more is an error and not the loss of another. */
  maxRevocations: 1_000_000,
} as const;

/** The list is full. Nothing was added, and nothing lost. */
export class RevocationListFullError extends Error {
  override name = 'RevocationListFullError';
}

/** The expired are looked for again when so many have come in. */
const sweepEvery = 1_000;

/**
 * The revocations in force, in memory. Cognito's own revocation can't be seen in a token, so that a verifier that works
 * offline takes revoked ones until `exp`, unless it keeps such a list.
 */
export class RevocationList implements Revocations {
  private readonly sessions = new Map<string, RevokedSession>();
  private readonly users = new Map<string, RevokedUser>();
  private addedSinceSweep = 0;

  constructor(
    private readonly clock: Clock = systemClock,
    private readonly limits: { readonly maxRevocations: number } = revocationListLimits,
  ) {}

  isRevoked({ poolId, subject, issuedAt, originJti }: RevocableToken): boolean {
    if (originJti !== undefined && this.sessions.has(`${poolId} ${originJti}`)) return true;
    const user = this.users.get(`${poolId} ${subject}`);
    return user !== undefined && issuedAt <= user.issuedUntil;
  }

  /**
   * Adds a revocation; the same again, or an earlier one of the same user, changes nothing.
   *
   * @throws RevocationListFullError
   */
  add(revocation: Revocation): void {
    const nowSeconds = this.clock.nowMilliseconds() / 1000;
    if (revocation.expiresAt <= nowSeconds) return;
    this.addedSinceSweep += 1;
    if (this.addedSinceSweep >= sweepEvery || this.size >= this.limits.maxRevocations) {
      this.sweep(nowSeconds);
    }
    if (revocation.kind === 'session') this.addSession(revocation);
    else this.addUser(revocation);
  }

  get size(): number {
    return this.sessions.size + this.users.size;
  }

  private addSession(revocation: RevokedSession): void {
    const key = `${revocation.poolId} ${revocation.originJti}`;
    const known = this.sessions.get(key);
    if (!known) this.demandRoom();
    if (!known || known.expiresAt < revocation.expiresAt) this.sessions.set(key, revocation);
  }

  private addUser(revocation: RevokedUser): void {
    const key = `${revocation.poolId} ${revocation.subject}`;
    const known = this.users.get(key);
    if (!known) this.demandRoom();
    this.users.set(key, {
      ...revocation,
      issuedUntil: Math.max(revocation.issuedUntil, known?.issuedUntil ?? 0),
      expiresAt: Math.max(revocation.expiresAt, known?.expiresAt ?? 0),
    });
  }

  private demandRoom(): void {
    if (this.size >= this.limits.maxRevocations) {
      throw new RevocationListFullError('the list of revocations is full');
    }
  }

  private sweep(nowSeconds: number): void {
    this.addedSinceSweep = 0;
    for (const entries of [this.sessions, this.users]) {
      for (const [key, { expiresAt }] of entries) if (expiresAt <= nowSeconds) entries.delete(key);
    }
  }
}
