import { createHash } from 'node:crypto';
import type { Clock } from '@gatehouse/platform-core';
import { browserSessions, withoutSignIn } from '../authorization/browser-session.js';
import { ServiceError } from '../errors.js';
import type { UserPool } from '../pool/user-pool.js';
import { type Change, put, type Store } from '../store.js';
import type { User } from '../user/user.js';
import { isActive, type TokenSession, tokenSessions } from './token-session.js';

/** A session as its user or an administrator sees it (SDK, SessionDescriptionType). */
export interface UserSession {
  readonly id: string;
  readonly type: 'TOKEN' | 'SSO';
  readonly clientId?: string | undefined;
  readonly createdAt: number;
  readonly lastActiveAt: number;
  /** The SSO session that a token session came through. */
  readonly originId?: string | undefined;
  /** What ends it. */
  readonly end: Change;
}

/** The sessions of users in pools that track them (developer guide, "Managing user sessions"). */
export class UserSessions {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /**
   * A user's active sessions, the latest first; those from before tracking began aren't known.
   * @throws OperationNotEnabledException in a pool that doesn't track sessions
   */
  ofUser({ sessionTracking }: UserPool, user: User): readonly UserSession[] {
    if (sessionTracking?.isOn !== true)
      throw new ServiceError(
        'OperationNotEnabledException',
        'Session tracking is not enabled for the user pool.',
      );
    const sso = this.ssoSessions(user);
    return [...this.tokenSessions(user, sso), ...sso]
      .filter(({ createdAt }) => createdAt >= sessionTracking.since)
      .sort((one, other) => other.createdAt - one.createdAt);
  }

  /**
   * The changes that end a session, and those directly linked to it if that is asked for.
   * @throws ResourceNotFoundException
   */
  revocation(pool: UserPool, user: User, id: string, isCascading: boolean): readonly Change[] {
    const sessions = this.ofUser(pool, user);
    const found = sessions.find((session) => session.id === id);
    if (found === undefined)
      throw new ServiceError('ResourceNotFoundException', 'Session does not exist.');
    const linked = sessions.filter(
      (other) => isCascading && (other.id === found.originId || other.originId === found.id),
    );
    return [found, ...linked].map(({ end }) => end);
  }

  private tokenSessions(user: User, sso: readonly UserSession[]): readonly UserSession[] {
    const now = this.clock.nowMilliseconds();
    const key = `${user.poolId}/${user.sub}`;
    const active = [...this.store.find(tokenSessions, 'user', key)].filter((session) =>
      isActive(session, now),
    );
    return active.map((session) => ({
      id: tokenSessionId(session),
      type: 'TOKEN',
      clientId: session.clientId,
      createdAt: session.startedAt,
      lastActiveAt: session.lastActiveAt ?? session.startedAt,
      originId: sso.find(({ createdAt }) => createdAt === session.authenticatedAt)?.id,
      end: put(tokenSessions, { ...session, revokedAt: now }),
    }));
  }

  private ssoSessions({ poolId, sub }: User): readonly UserSession[] {
    const now = this.clock.nowMilliseconds();
    return [...this.store.find(browserSessions, 'user', `${poolId}/${sub}`)].flatMap((session) =>
      session.signIns
        .filter((signIn) => signIn.sub === sub && signIn.expiresAt > now)
        .map(({ signedInAt }) => ({
          id: sessionId('sso', `${session.id}/${sub}`),
          type: 'SSO' as const,
          createdAt: signedInAt,
          lastActiveAt: signedInAt,
          end: withoutSignIn(session, sub),
        })),
    );
  }
}

export const tokenSessionId = ({ id }: Pick<TokenSession, 'id'>) => sessionId('tkn', id);

/** 28 lower-case letters and digits; it tells nothing of what it stands for. */
function sessionId(prefix: 'tkn' | 'sso', seed: string): string {
  const digest = createHash('sha256').update(`session/${seed}`).digest('hex');
  return `${prefix}${BigInt(`0x1${digest}`).toString(36).slice(-25)}`;
}
