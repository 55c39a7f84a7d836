import { invalidParameter, notAuthorized } from '../../domain/errors.js';
import {
  checkPasswordHistory,
  checkPasswordPolicy,
} from '../../domain/password/password-policy.js';
import { newPasswordRecord } from '../../domain/password/password-record.js';
import { passwordPolicyOf } from '../../domain/pool/pool-rules.js';
import { checkSecretHash } from '../../domain/secret-hash.js';
import {
  attributesFrom,
  missingAttributes,
  requireWritable,
} from '../../domain/user/attribute-checks.js';
import type { Attributes, User } from '../../domain/user/user.js';
import { changedUser } from '../accounts/changed-user.js';
import type { Services } from '../services.js';
import { requiredParameter, type SignInAttempt } from './auth-flow.js';
import type { Challenge } from './challenge.js';
import { completeSignIn } from './complete-sign-in.js';

const name = 'NEW_PASSWORD_REQUIRED';
const attributePrefix = 'userAttributes.';

/** Asks a user who came with a temporary password for one of their own (API reference, RespondToAuthChallenge). */
export async function newPasswordChallenge(
  services: Services,
  { pool, client }: SignInAttempt,
  user: User,
): Promise<object> {
  const session = await services.challenges.start(user, client, name);
  const missing = missingAttributes(pool, user.attributes);
  return {
    ChallengeName: name,
    Session: session.id,
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing.map((missed) => attributePrefix + missed)),
      userAttributes: JSON.stringify(user.attributes),
    },
  };
}

/** Takes the new password, and attributes the pool requires and the user lacks. */
export const newPasswordRequired: Challenge = {
  name,
  async answer(services, attempt, sessionId) {
    const { users, challenges } = services;
    const { pool, client, parameters } = attempt;
    const typed = requiredParameter(attempt, 'USERNAME');
    const password = requiredParameter(attempt, 'NEW_PASSWORD');
    const session = challenges.get(sessionId, client, name);
    const found = users.find(pool, typed);
    if (found?.sub !== session.sub) throw notAuthorized('Invalid session for the user.');
    checkSecretHash(client, found.username, parameters.SECRET_HASH);
    return users.exclusively(found, async (user) => {
      const current = challenges.get(sessionId, client, name);
      if (!user.enabled) throw notAuthorized('User is disabled.');
      const changed = withOwnPassword(services, attempt, user, password);
      const source = 'TokenGeneration_NewPasswordChallenge';
      return completeSignIn(services, attempt, { user: changed, source }, (start) =>
        users.save(changed, [...start, challenges.end(current)]),
      );
    });
  },
};

function withOwnPassword(
  { clock }: Services,
  attempt: SignInAttempt,
  user: User,
  password: string,
): User {
  const { pool } = attempt;
  const attributes = { ...user.attributes, ...givenAttributes(attempt) };
  const [missing] = missingAttributes(pool, attributes);
  if (missing !== undefined)
    throw invalidParameter(`Invalid attributes given, ${missing} is missing`);
  checkPasswordPolicy(pool, password, 'user');
  checkPasswordHistory(pool, user, password);
  const historySize = passwordPolicyOf(pool).PasswordHistorySize;
  const change = {
    attributes,
    password: newPasswordRecord(user, password, { historySize }),
    status: 'CONFIRMED',
  } as const;
  return changedUser(pool, user, change, clock.nowMilliseconds());
}

function givenAttributes({ pool, client, parameters }: SignInAttempt): Attributes {
  const entries = Object.entries(parameters)
    .filter(([key]) => key.startsWith(attributePrefix))
    .map(([key, Value]) => ({ Name: key.slice(attributePrefix.length), Value }));
  const attributes = attributesFrom(pool, entries);
  requireWritable(client, Object.keys(attributes));
  return attributes;
}
