import type { Clock } from '@gatehouse/platform-core';
import { notAuthorized } from '../errors.js';
import { authSessionSeconds } from '../pool/client-rules.js';
import type { UserPoolClient } from '../pool/user-pool-client.js';
import { randomHandle } from '../random.js';
import { type Change, type Collection, put, remove, type Store } from '../store.js';
import type { User } from './user.js';

/** A sign-in that waits for the answer to a challenge; its id is the `Session` the caller hands back. */
export interface ChallengeSession {
  readonly id: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  readonly challenge: string;
  readonly expiresAt: number;
}

export const challengeSessions: Collection<ChallengeSession> = {
  name: 'challengeSessions',
  keyOf: (session) => session.id,
  indexes: { user: { keysOf: ({ poolId, sub }) => [`${poolId}/${sub}`], unique: false } },
};

export class ChallengeSessions {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** Starts waiting for an answer, and forgets what the user left unanswered too long. */
  async start(user: User, client: UserPoolClient, challenge: string): Promise<ChallengeSession> {
    const now = this.clock.nowMilliseconds();
    const { poolId, sub } = user;
    const mine = this.store.find(challengeSessions, 'user', `${poolId}/${sub}`);
    const over = [...mine].filter(({ expiresAt }) => expiresAt <= now);
    const expiresAt = now + authSessionSeconds(client) * 1_000;
    const session = {
      id: randomHandle(),
      poolId,
      clientId: client.id,
      sub,
      challenge,
      expiresAt,
    };
    const forget = over.map((old) => remove(challengeSessions, old));
    await this.store.commit([...forget, put(challengeSessions, session)]);
    return session;
  }

  /** @throws NotAuthorizedException unless the session waits for an answer to this challenge at this client. */
  get(id: string, client: UserPoolClient, challenge: string): ChallengeSession {
    const session = this.store.get(challengeSessions, id);
    if (session?.clientId !== client.id || session.challenge !== challenge)
      throw notAuthorized('Invalid session for the user.');
    if (session.expiresAt <= this.clock.nowMilliseconds())
      throw notAuthorized('Invalid session for the user, session is expired.');
    return session;
  }

  /** The change that uses a session up. */
  end(session: ChallengeSession): Change {
    return remove(challengeSessions, session);
  }
}
