import type { Clock, UserPrincipal } from '@gatehouse/auth-core';
import type { Sessions, Tokens } from '@gatehouse/contracts';
import { Logger } from '@nestjs/common';
import type { SignOutService } from '../account/sign-out.service.js';
import { type SessionOfToken, sessionOfToken } from '../identity-provider/session-of-token.js';
import type { StepUpService } from '../step-up/step-up.service.js';
import { RecentSessions } from './recent-sessions.js';
import { SessionNotFoundError } from './sessions.errors.js';
import type { SessionsRepository } from './sessions.repository.js';

interface Parts {
  readonly sessions: Pick<SessionsRepository, 'record' | 'list' | 'find'>;
  readonly signOuts: Pick<SignOutService, 'otherSession'>;
  readonly stepUps: Pick<StepUpService, 'open'>;
}

/**
 * The list of a user's sessions. A session is in it from its sign-in through this service, or from its first call of this
 * service where it began at the pool's pages.
 *
 * No sign-in, refresh or other request fails because the list could not be written: gateways reject the tokens of ended
 * sessions whatever it says, and the next request of the session writes it again.
 */
export class SessionsService {
  private readonly logger = new Logger('sessions');
  private readonly recent: RecentSessions;
  /** What is being written for requests, so that many first requests of a session at once write once. */
  private readonly writing = new Map<string, Promise<unknown>>();

  constructor(
    private readonly parts: Parts,
    private readonly options: {
      readonly clock: Clock;
      /** So long a session may be refreshed, in seconds. */
      readonly sessionLifetimeSeconds: number;
    },
  ) {
    this.recent = new RecentSessions(options.clock);
  }

  /** Records the session of a request, at most once an hour. */
  async active(user: UserPrincipal, userAgent: string | null): Promise<void> {
    const session = sessionOf(user);
    if (!session) return;
    const name = nameOf(session);
    if (this.recent.has(name)) return;
    const written = this.writing.get(name) ?? this.record(session, userAgent);
    this.writing.set(name, written);
    await written;
    this.writing.delete(name);
  }

  /**
   * Records the session of tokens that Cognito has just returned.
   *
   * @returns `ended` for the session of a refresh token that works on although the session has ended
   */
  async issued(tokens: Tokens, userAgent: string | null): Promise<'active' | 'ended'> {
    const session = sessionOfToken(tokens.access_token);
    return session ? this.record(session, userAgent) : 'active';
  }

  /** @throws DatabaseUnavailableError */
  async list(user: UserPrincipal): Promise<Sessions> {
    const rows = await this.parts.sessions.list(keyOf(user));
    const sessions = rows.map((row) => ({
      id: row.originJti,
      current: row.originJti === user.originJti,
      user_agent: row.userAgent,
      started_at: row.startedAt.toISOString(),
      last_active_at: row.lastActiveAt.toISOString(),
    }));
    return { sessions };
  }

  /**
   * Ends one of the user's sessions at every gateway. It may be repeated after RevocationIncompleteError.
   *
   * @throws StepUpHandleRequiredError, SessionNotFoundError, TooManySignOutsError, RevocationIncompleteError,
   *   RevocationsFullError, DatabaseUnavailableError
   */
  async end(user: UserPrincipal, handle: string | undefined, id: string): Promise<void> {
    await this.parts.stepUps.open(user, handle);
    const row = await this.parts.sessions.find(keyOf(user), id);
    const startedAt = row && row.startedAt.getTime() / 1000;
    const hasEnded = await this.parts.signOuts.otherSession(user, { originJti: id, startedAt });
    if (!hasEnded) throw new SessionNotFoundError();
  }

  private async record(
    session: SessionOfToken,
    userAgent: string | null,
  ): Promise<'active' | 'ended'> {
    const { poolId, sub, originJti, authTime } = session;
    const startedAt = authTime ?? Math.floor(this.options.clock.nowMilliseconds() / 1000);
    try {
      const outcome = await this.parts.sessions.record({
        ...{ poolId, sub, originJti, userAgent },
        startedAt: new Date(startedAt * 1000),
        expiresAt: new Date((startedAt + this.options.sessionLifetimeSeconds) * 1000),
      });
      if (outcome === 'ended') return 'ended';
      this.recent.add(nameOf(session));
    } catch (err) {
      this.logger.warn({ msg: 'a session could not be recorded', err });
    }
    return 'active';
  }
}

const keyOf = ({ poolId, subject: sub }: UserPrincipal) => ({ poolId, sub });

const nameOf = ({ poolId, sub, originJti }: SessionOfToken) => `${poolId} ${sub} ${originJti}`;

/** Undefined for tokens that do not name their session. */
function sessionOf(user: UserPrincipal): SessionOfToken | undefined {
  const { originJti, authTime } = user;
  return originJti === undefined ? undefined : { ...keyOf(user), originJti, authTime };
}
