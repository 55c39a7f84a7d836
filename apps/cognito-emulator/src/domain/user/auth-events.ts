import type { Clock } from '@gatehouse/platform-core';
import { ServiceError } from '../errors.js';
import type { UserPool } from '../pool/user-pool.js';
import { randomHandle, randomId } from '../random.js';
import { type Change, firstOf, put, remove, type Store } from '../store.js';
import { type AuthEvent, type AuthEventFeedback, authEvents } from './auth-event.js';
import { type User, userKey } from './user.js';

/** What is remembered of a user: Cognito keeps two years of events, this keeps the last ones. */
const mostEventsOfUser = 200;

type Owner = Pick<User, 'poolId' | 'sub'>;

/** What happened; its id is that of the tokens' `event_id` where tokens were given. */
export type NewAuthEvent = Pick<AuthEvent, 'type' | 'response'> &
  Partial<Pick<AuthEvent, 'id' | 'challenges' | 'ipAddress'>>;

/** What users did, in pools with threat protection (developer guide, "Viewing and exporting user event history"). */
export class AuthEvents {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** The changes that record an event along with what happened; none in a pool without threat protection. */
  changes(pool: UserPool, { poolId, sub }: Owner, happened: NewAuthEvent): readonly Change[] {
    if (!hasThreatProtection(pool)) return [];
    const event: AuthEvent = {
      id: randomId(),
      challenges: [],
      ...happened,
      poolId,
      sub,
      feedbackToken: randomHandle(),
      createdAt: this.clock.nowMilliseconds(),
    };
    return [...this.forgotten(event), put(authEvents, event)];
  }

  /** Records an event that changed nothing else, such as a wrong password. */
  async record(pool: UserPool, owner: Owner, happened: NewAuthEvent): Promise<void> {
    const changes = this.changes(pool, owner, happened);
    if (changes.length > 0) await this.store.commit(changes);
  }

  /** A user's events, the latest first. */
  ofUser(owner: Owner): readonly AuthEvent[] {
    return [...this.store.find(authEvents, 'user', userKey(owner))].reverse();
  }

  /** @throws ResourceNotFoundException */
  get(owner: Owner, id: string): AuthEvent {
    const event = this.store.get(authEvents, `${userKey(owner)}/${id}`);
    if (event === undefined)
      throw new ServiceError('ResourceNotFoundException', 'Auth event does not exist.');
    return event;
  }

  /** Keeps what an administrator or the user thinks of an event; the last word counts. */
  judge(event: AuthEvent, said: Pick<AuthEventFeedback, 'value' | 'provider'>): Promise<void> {
    const feedback = { ...said, givenAt: this.clock.nowMilliseconds() };
    return this.store.commit([put(authEvents, { ...event, feedback })]);
  }

  private forgotten(added: AuthEvent): readonly Change[] {
    if (this.store.count(authEvents, 'user', userKey(added)) < mostEventsOfUser) return [];
    const oldest = firstOf(this.store.find(authEvents, 'user', userKey(added)));
    return oldest === undefined ? [] : [remove(authEvents, oldest)];
  }
}

/** @throws UserPoolAddOnNotEnabledException */
export function requireThreatProtection(pool: UserPool): void {
  if (!hasThreatProtection(pool))
    throw new ServiceError(
      'UserPoolAddOnNotEnabledException',
      'Threat protection is not enabled for this user pool.',
    );
}

function hasThreatProtection({ settings }: UserPool): boolean {
  const { AdvancedSecurityMode: mode = 'OFF' } = (settings.UserPoolAddOns ?? {}) as {
    readonly AdvancedSecurityMode?: string;
  };
  return mode !== 'OFF';
}
