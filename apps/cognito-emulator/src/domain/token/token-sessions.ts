import type { Clock } from '@gatehouse/platform-core';
import { userPools } from '../pool/user-pool.js';
import { type Change, put, remove, type Store } from '../store.js';
import type { User } from '../user/user.js';
import { isActive, type TokenSession, tokenSessions } from './token-session.js';

export class TokenSessions {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  find(id: string): TokenSession | undefined {
    return this.store.get(tokenSessions, id);
  }

  /** The user's sessions, oldest first. */
  ofUser({ poolId, sub }: Pick<User, 'poolId' | 'sub'>): Iterable<TokenSession> {
    return this.store.find(tokenSessions, 'user', `${poolId}/${sub}`);
  }

  /** The changes that start a session, and forget the user's oldest as far as they are over. */
  start(session: TokenSession): readonly Change[] {
    const now = this.clock.nowMilliseconds();
    const changes: Change[] = [];
    for (const old of this.ofUser(session)) {
      if (old.endsAt > now) break;
      changes.push(remove(tokenSessions, old));
    }
    return [...changes, ...this.evicted(session, now), put(tokenSessions, session)];
  }

  /** Makes room for a session in a pool that limits them: the least recently used go (SDK, "MaxPerUser"). */
  private evicted(session: TokenSession, now: number): readonly Change[] {
    const tracking = this.store.get(userPools, session.poolId)?.sessionTracking;
    if (tracking?.isOn !== true) return [];
    const active = [...this.ofUser(session)]
      .filter((other) => isActive(other, now) && other.startedAt >= tracking.since)
      .sort((one, other) => lastUseOf(one) - lastUseOf(other));
    const tooMany = Math.max(active.length - tracking.mostPerUser + 1, 0);
    return this.revocation(active.slice(0, tooMany));
  }

  /** The session a user's token came of, as its claims tell. Without token revocation tokens name only their event. */
  behind(user: User, claims: Readonly<Record<string, unknown>>): TokenSession | undefined {
    const { origin_jti: origin, event_id: eventId } = claims;
    if (typeof origin === 'string') return this.find(origin);
    for (const session of this.ofUser(user)) if (session.eventId === eventId) return session;
    return undefined;
  }

  /** The changes that end some sessions: no token of theirs is good at the pool any more. */
  revocation(sessions: Iterable<TokenSession>): readonly Change[] {
    const revokedAt = this.clock.nowMilliseconds();
    return [...sessions]
      .filter((session) => session.revokedAt === undefined)
      .map((session) => put(tokenSessions, { ...session, revokedAt }));
  }

  save(session: TokenSession): Promise<void> {
    return this.store.commit([put(tokenSessions, session)]);
  }
}

const lastUseOf = ({ lastActiveAt, startedAt }: TokenSession) => lastActiveAt ?? startedAt;
