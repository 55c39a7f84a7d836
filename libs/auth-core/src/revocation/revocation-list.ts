import { type Clock, systemClock } from '../clock.js';
import type {
  RevocableToken,
  Revocation,
  Revocations,
  RevokedEarlierSessions,
  RevokedSession,
  RevokedUser,
} from './revocation.js';

export const revocationListLimits = {
  /** Most revocations kept at once. One more is an error and not the loss of another. */
  maxRevocations: 1_000_000,
} as const;

/** The list is full. Nothing was added, and nothing lost. */
export class RevocationListFullError extends Error {
  override name = 'RevocationListFullError';
}

/** Expired entries are looked for again after so many additions. */
const sweepEvery = 1_000;

/**
 * The revocations in force, in memory. A token does not show that Cognito has revoked it, so a verifier that works
 * offline accepts revoked tokens until `exp`, unless it keeps such a list.
 */
export class RevocationList implements Revocations {
  private readonly sessions = new Map<string, RevokedSession>();
  private readonly users = new Map<string, RevokedUser>();
  private readonly earlierSessions = new Map<string, RevokedEarlierSessions>();
  /** Keys in `sessions` by subject. */
  private readonly sessionsOfSubject = new Map<string, readonly string[]>();
  private addedSinceSweep = 0;
  /** No entry expires before this second. Spares a full list a sweep that would find nothing. */
  private earliestExpiry = Infinity;

  constructor(
    private readonly clock: Clock = systemClock,
    private readonly limits: { readonly maxRevocations: number } = revocationListLimits,
  ) {}

  isRevoked({ poolId, subject, issuedAt, authTime, originJti }: RevocableToken): boolean {
    if (originJti !== undefined && this.sessions.has(keyOf(poolId, originJti))) return true;
    const key = keyOf(poolId, subject);
    const user = this.users.get(key);
    if (user !== undefined && issuedAt <= user.issuedUntil) return true;
    const earlier = this.earlierSessions.get(key);
    return earlier !== undefined && (authTime === undefined || authTime <= earlier.startedUntil);
  }

  /**
   * Adds a revocation. One that is covered by an entry of the list changes nothing; session entries that the new entry
   * covers are removed.
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
    else if (revocation.kind === 'user') this.addUser(revocation);
    else this.addEarlierSessions(revocation);
    this.earliestExpiry = Math.min(this.earliestExpiry, revocation.expiresAt);
  }

  get size(): number {
    return this.sessions.size + this.users.size + this.earlierSessions.size;
  }

  /** Whether one more revocation fits, once expired ones are removed. */
  hasRoom(): boolean {
    if (this.size >= this.limits.maxRevocations) this.sweep(this.clock.nowMilliseconds() / 1000);
    return this.size < this.limits.maxRevocations;
  }

  private addSession(revocation: RevokedSession): void {
    const { poolId, originJti, subject } = revocation;
    if (subject !== undefined) {
      const earlier = this.earlierSessions.get(keyOf(poolId, subject));
      if (earlier && covers(earlier, revocation)) return;
    }
    const key = keyOf(poolId, originJti);
    const known = this.sessions.get(key);
    if (known && known.expiresAt >= revocation.expiresAt) return;
    if (known) this.removeSession(key, known);
    else this.requireRoom();
    this.sessions.set(key, revocation);
    if (subject === undefined) return;
    const subjectKey = keyOf(poolId, subject);
    this.sessionsOfSubject.set(subjectKey, [...this.sessionKeysOf(subjectKey), key]);
  }

  private addUser(revocation: RevokedUser): void {
    const key = keyOf(revocation.poolId, revocation.subject);
    const known = this.users.get(key);
    if (!known) this.requireRoom();
    this.users.set(key, {
      ...revocation,
      issuedUntil: Math.max(revocation.issuedUntil, known?.issuedUntil ?? 0),
      expiresAt: Math.max(revocation.expiresAt, known?.expiresAt ?? 0),
    });
  }

  private addEarlierSessions(revocation: RevokedEarlierSessions): void {
    const key = keyOf(revocation.poolId, revocation.subject);
    const known = this.earlierSessions.get(key);
    const merged = {
      ...revocation,
      startedUntil: Math.max(revocation.startedUntil, known?.startedUntil ?? 0),
      expiresAt: Math.max(revocation.expiresAt, known?.expiresAt ?? 0),
    };
    const covered = this.sessionKeysOf(key).flatMap((sessionKey) => {
      const session = this.sessions.get(sessionKey);
      return session && covers(merged, session) ? [{ sessionKey, session }] : [];
    });
    if (!known && covered.length === 0) this.requireRoom();
    this.earlierSessions.set(key, merged);
    for (const { sessionKey, session } of covered) this.removeSession(sessionKey, session);
  }

  private sessionKeysOf(subjectKey: string): readonly string[] {
    return this.sessionsOfSubject.get(subjectKey) ?? [];
  }

  private removeSession(key: string, { poolId, subject }: RevokedSession): void {
    this.sessions.delete(key);
    if (subject === undefined) return;
    const subjectKey = keyOf(poolId, subject);
    const others = this.sessionKeysOf(subjectKey).filter((other) => other !== key);
    if (others.length > 0) this.sessionsOfSubject.set(subjectKey, others);
    else this.sessionsOfSubject.delete(subjectKey);
  }

  private requireRoom(): void {
    if (this.size >= this.limits.maxRevocations) {
      throw new RevocationListFullError('the list of revocations is full');
    }
  }

  private sweep(nowSeconds: number): void {
    this.addedSinceSweep = 0;
    if (nowSeconds < this.earliestExpiry) return;
    for (const [key, session] of this.sessions) {
      if (session.expiresAt <= nowSeconds) this.removeSession(key, session);
    }
    for (const entries of [this.users, this.earlierSessions]) {
      for (const [key, { expiresAt }] of entries) if (expiresAt <= nowSeconds) entries.delete(key);
    }
    this.earliestExpiry = this.findEarliestExpiry();
  }

  private findEarliestExpiry(): number {
    let earliest = Infinity;
    for (const entries of [this.sessions, this.users, this.earlierSessions]) {
      for (const { expiresAt } of entries.values()) earliest = Math.min(earliest, expiresAt);
    }
    return earliest;
  }
}

function keyOf(poolId: string, name: string): string {
  return `${poolId} ${name}`;
}

/** A session whose beginning is unknown is not covered: its tokens may carry a later `auth_time`. */
function covers(
  earlier: RevokedEarlierSessions,
  { startedAt, expiresAt }: RevokedSession,
): boolean {
  if (startedAt === undefined) return false;
  return startedAt <= earlier.startedUntil && expiresAt <= earlier.expiresAt;
}
