import type { Clock } from '@gatehouse/platform-core';
import { forgetOldest } from '../attempts.js';
import { notAuthorized, type ServiceError } from '../errors.js';
import { authSessionSeconds } from '../pool/client-rules.js';
import type { UserPoolClient } from '../pool/user-pool-client.js';
import { randomHandle } from '../random.js';
import { ownedByClient } from '../owners.js';
import { type Change, type Collection, put, remove, type Store } from '../store.js';
import type { SignInProgress } from './sign-in-progress.js';

/** A sign-in that waits for the answer to a challenge; its id is the `Session` the caller hands back. */
export interface ChallengeSession {
  readonly id: string;
  readonly poolId: string;
  readonly clientId: string;
  /** Whose sign-in it is; none while an app is not to learn that there is no such user. */
  readonly sub?: string | undefined;
  readonly challenge: string;
  readonly progress: SignInProgress;
  /** What the challenge has to remember until it is answered; JSON that the challenge alone understands. */
  readonly state?: unknown;
  /** Wrong answers so far. */
  readonly failures: number;
  readonly expiresAt: number;
}

export const challengeSessions: Collection<ChallengeSession> = {
  name: 'challengeSessions',
  keyOf: (session) => session.id,
  owners: {
    user: { keysOf: ({ poolId, sub }) => [ownerKey(poolId, sub)], unique: false },
    client: ownedByClient,
  },
  indexes: {},
};

const ownerKey = (poolId: string, sub: string | undefined) => `${poolId}/${sub ?? ''}`;

/** The wrong answers a challenge takes before it is over (developer guide, "Adding MFA to a user pool"). */
const mostFailures = 5;

const mostUsed = 10_000;

export class ChallengeSessions {
  /** Those used up last, so that who comes with one again is told why it's no good. */
  private readonly used = new Map<string, true>();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** A session that waits for an answer, with the changes that begin it and forget what was left unanswered too long. */
  start(
    client: UserPoolClient,
    asked: Pick<ChallengeSession, 'sub' | 'challenge' | 'progress' | 'state'>,
  ): { readonly session: ChallengeSession; readonly changes: readonly Change[] } {
    const now = this.clock.nowMilliseconds();
    const { id: clientId, poolId } = client;
    const expiresAt = now + authSessionSeconds(client) * 1_000;
    const session = { id: randomHandle(), poolId, clientId, ...asked, failures: 0, expiresAt };
    return { session, changes: [...this.forgotten(session, now), put(challengeSessions, session)] };
  }

  /** @throws NotAuthorizedException unless the session waits for an answer to this challenge at this client. */
  get(id: string, client: UserPoolClient, challenge: string): ChallengeSession {
    const session = this.store.get(challengeSessions, id);
    if (session?.clientId !== client.id || session.challenge !== challenge) throw this.refusal(id);
    if (session.expiresAt <= this.clock.nowMilliseconds())
      throw notAuthorized('Invalid session for the user, session is expired.');
    return session;
  }

  /** What who comes with a session that isn't good for anything is told. */
  refusal(id: string): ServiceError {
    const reason = this.used.has(id) ? ', session can only be used once' : '';
    return notAuthorized(`Invalid session for the user${reason}.`);
  }

  /** The sessions in which a user's sign-ins at a client wait for the answer to a challenge, oldest first. */
  waitingFor(
    { poolId, sub }: { readonly poolId: string; readonly sub: string },
    client: UserPoolClient,
    challenge: string,
  ): readonly ChallengeSession[] {
    return [
      ...this.store.find<ChallengeSession>(challengeSessions, 'user', ownerKey(poolId, sub)),
    ].filter((session) => session.clientId === client.id && session.challenge === challenge);
  }

  /** The id of the client a session is at; operations that take a session alone learn it so. */
  clientIdOf(id: string): string | undefined {
    return this.store.get(challengeSessions, id)?.clientId;
  }

  /** The change that uses a session up. */
  end(session: ChallengeSession): Change {
    this.used.set(session.id, true);
    forgetOldest(this.used, mostUsed);
    return remove(challengeSessions, session);
  }

  /** Counts a wrong answer; after the fifth the session is over. */
  failed(session: ChallengeSession): Promise<void> {
    const failures = session.failures + 1;
    return this.store.commit([
      failures < mostFailures
        ? put(challengeSessions, { ...session, failures })
        : remove(challengeSessions, session),
    ]);
  }

  /** Sessions come into being in the order they end, nearly: looking ends at the first that is still good. */
  private forgotten({ poolId, sub }: ChallengeSession, now: number): readonly Change[] {
    const changes: Change[] = [];
    for (const old of this.store.find(challengeSessions, 'user', ownerKey(poolId, sub))) {
      if (old.expiresAt > now) break;
      changes.push(remove(challengeSessions, old));
    }
    return changes;
  }
}
