import type { UserPoolClient } from '../pool/user-pool-client.js';
import type { User } from '../user/user.js';
import { absence } from './pre-authentication.js';
import { type Occasion, strangerCalled, subjectOf, type TriggerRequest } from './trigger-call.js';

/** A sign-in that functions lead. */
export interface CustomSignIn {
  readonly occasion: Occasion;
  readonly client: UserPoolClient;
  /** Nobody while an app is not to learn that there is no such user. */
  readonly user: User | undefined;
  /** The name as it was typed. */
  readonly typed: string;
}

/** What the three functions of a custom sign-in are all told. */
export const requestOf = (
  { occasion, client, user, typed }: CustomSignIn,
  request: Readonly<Record<string, unknown>>,
): Pick<TriggerRequest, 'source' | 'subject' | 'request'> => ({
  source: 'Authentication',
  subject: user === undefined ? strangerCalled(typed) : subjectOf(occasion.pool, user),
  request: { ...request, ...absence(client, user) },
});
