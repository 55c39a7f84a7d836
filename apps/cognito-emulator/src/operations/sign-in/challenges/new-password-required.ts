import { invalidParameter, notAuthorized } from '../../../domain/errors.js';
import { isUsernameAttribute } from '../../../domain/pool/pool-rules.js';
import { mergedAttributes } from '../../../domain/user/attribute-changes.js';
import {
  attributesFrom,
  missingAttributes,
  requireMutable,
  requireWritable,
  schemaOf,
} from '../../../domain/user/attribute-checks.js';
import type { Attributes, User } from '../../../domain/user/user.js';
import { changedUser } from '../../users/changed-user.js';
import { chosenPassword } from '../../passwords/set-password.js';
import type { Services } from '../../services.js';
import { requiredParameter, type SignInAttempt } from '../auth-flow.js';
import type { Challenge } from '../challenge.js';
import type { SignInStep } from '../steps/sign-in-step.js';

const name = 'NEW_PASSWORD_REQUIRED';
const attributePrefix = 'userAttributes.';

/** Asks a user who came with a temporary password for one of their own (API reference, RespondToAuthChallenge). */
export const newPasswordStep: SignInStep = (_services, { pool }, { user }) => {
  if (user.status !== 'FORCE_CHANGE_PASSWORD') return undefined;
  const missing = missingAttributes(pool, user.attributes);
  return {
    name,
    parameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing.map((missed) => attributePrefix + missed)),
      userAttributes: JSON.stringify(user.attributes),
    },
  };
};

/** Takes the new password, and attributes the pool requires and the user lacks. */
export const newPasswordRequired: Challenge = {
  name,
  answer(services, attempt, { user, progress }) {
    const password = requiredParameter(attempt, 'NEW_PASSWORD');
    const changed = withOwnPassword(services, attempt, user, password);
    const source = 'TokenGeneration_NewPasswordChallenge';
    return { user: changed, progress: { ...progress, source } };
  },
};

function withOwnPassword(
  { clock }: Pick<Services, 'clock'>,
  attempt: SignInAttempt,
  user: User,
  password: string,
): User {
  const { pool } = attempt;
  const attributes = mergedAttributes(user.attributes, givenAttributes(attempt, user));
  const [missing] = missingAttributes(pool, attributes);
  if (missing !== undefined)
    throw invalidParameter(`Invalid attributes given, ${missing} is missing`);
  const change = {
    attributes,
    password: chosenPassword(pool, user, password),
    status: 'CONFIRMED',
  } as const;
  return changedUser(pool, user, change, clock.nowMilliseconds());
}

/**
 * The attributes an answer brings along.
 * @throws NotAuthorizedException for one the client may not write, and for a required one that the user has already
 *   (SDK, RespondToAuthChallenge "ChallengeResponses"), InvalidParameterException
 */
function givenAttributes({ pool, client, parameters }: SignInAttempt, user: User): Attributes {
  const entries = Object.entries(parameters)
    .filter(([key]) => key.startsWith(attributePrefix))
    .map(([key, Value]) => ({ Name: key.slice(attributePrefix.length), Value }));
  const attributes = attributesFrom(pool, entries);
  const names = Object.keys(attributes);
  requireWritable(client, names);
  const present = names.filter((given) => user.attributes[given] !== undefined);
  const required = present.find(
    (given) => isUsernameAttribute(pool, given) || schemaOf(pool).get(given)?.Required === true,
  );
  if (required !== undefined) throw notAuthorized(`Cannot modify an already provided ${required}`);
  requireMutable(pool, present);
  return attributes;
}
