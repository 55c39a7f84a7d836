import { ownedByUser, userKey } from '../owners.js';
import type { Collection } from '../store.js';

/** A step of threat protection's history of a user (SDK, AuthEventType). */
export interface AuthEvent {
  readonly id: string;
  readonly poolId: string;
  readonly sub: string;
  readonly type: AuthEventType;
  readonly response: AuthEventResponse;
  readonly challenges: readonly AnsweredChallenge[];
  readonly ipAddress?: string | undefined;
  readonly feedback?: AuthEventFeedback | undefined;
  /** What proves that the user was told of the event. */
  readonly feedbackToken: string;
  readonly createdAt: number;
}

export type AuthEventType =
  'SignIn' | 'SignUp' | 'ForgotPassword' | 'PasswordChange' | 'ResendCode';

/** How it ended; a sign-in that was asked for more is still in progress. */
export type AuthEventResponse = 'Pass' | 'Fail' | 'InProgress';

export interface AnsweredChallenge {
  readonly name: 'Password' | 'Mfa';
  readonly response: 'Success' | 'Failure';
}

export interface AuthEventFeedback {
  readonly value: 'Valid' | 'Invalid';
  readonly provider: 'Admin' | 'User';
  readonly givenAt: number;
}

export const authEvents: Collection<AuthEvent> = {
  name: 'authEvents',
  keyOf: (event) => `${userKey(event)}/${event.id}`,
  owners: { user: ownedByUser },
  indexes: {},
};
