import { hidesUserExistence } from '../pool/client-rules.js';
import type { UserPoolClient } from '../pool/user-pool-client.js';
import type { User } from '../user/user.js';
import { responseIn } from './response-shape.js';
import { callFunction, type Occasion, strangerCalled, subjectOf } from './trigger-call.js';
import type { Triggers } from './triggers.js';

/**
 * Asks the function whether a sign-in may begin, before anything is proved (developer guide, "Pre authentication Lambda
 * trigger"). For somebody who doesn't exist it is asked only where an app isn't to learn that.
 * @param user nobody when there is no such user
 * @param typed the name as it was typed
 */
export async function preAuthentication(
  triggers: Triggers,
  { client, ...occasion }: Omit<Occasion, 'clientId'> & { readonly client: UserPoolClient },
  user: User | undefined,
  typed: string,
): Promise<void> {
  if (user === undefined && !hidesUserExistence(client)) return;
  const at = { ...occasion, clientId: client.id, clientMetadata: undefined };
  const called = await callFunction(triggers, 'PreAuthentication', at, {
    source: 'Authentication',
    subject: user === undefined ? strangerCalled(typed) : subjectOf(occasion.pool, user),
    request: {
      validationData: occasion.validationData ?? null,
      ...absence(client, user),
    },
  });
  if (called !== undefined) responseIn(called.event);
}

/** What functions are told about whether there is such a user, for apps that aren't told. */
export const absence = (client: UserPoolClient, user: User | undefined) =>
  hidesUserExistence(client) ? { userNotFound: user === undefined } : {};
