import { notAuthorized } from '../../domain/errors.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { checkCode, withoutCode } from '../../domain/user/codes.js';
import type { ContactAttribute, User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { changedUser } from '../users/changed-user.js';
import { freedAlias } from '../users/freed-alias.js';
import { requireEnabled } from '../users/named-user.js';

/** What a user has proved on the way to being confirmed. */
interface Proof {
  readonly attribute: ContactAttribute;
  /** Whether the address is taken from another user who signs in by it. */
  readonly takesAlias: boolean;
}

/**
 * Confirms a user by the code of the sign-up: ConfirmSignUp, and the link in an email.
 * @returns the confirmed user, and what the code proved
 * @throws NotAuthorizedException for a user who is no longer to be confirmed, ExpiredCodeException,
 *   CodeMismatchException, AliasExistsException
 */
export async function confirmByCode(
  services: Pick<Services, 'clock' | 'users'>,
  pool: UserPool,
  user: User,
  given: { readonly code: string; readonly takesAlias: boolean },
): Promise<{ readonly user: User; readonly attribute: ContactAttribute }> {
  requireUnconfirmed(user);
  requireEnabled(user);
  const { attribute } = checkCode(services.clock, user.codes, 'signUp', given.code);
  const proof = { attribute, takesAlias: given.takesAlias };
  return { user: await confirmUser(services, pool, user, proof), attribute };
}

/**
 * Confirms a user who signed up. Called while nobody else changes the user.
 * @throws NotAuthorizedException for a user who is no longer to be confirmed, AliasExistsException
 */
export async function confirmUser(
  { users, clock }: Pick<Services, 'clock' | 'users'>,
  pool: UserPool,
  user: User,
  proof?: Proof,
): Promise<User> {
  requireUnconfirmed(user);
  const proved = proof === undefined ? {} : { [`${proof.attribute}_verified`]: 'true' };
  const change = {
    attributes: { ...user.attributes, ...proved },
    status: 'CONFIRMED',
    codes: withoutCode(user.codes, 'signUp'),
  } as const;
  const confirmed = changedUser(pool, user, change, clock.nowMilliseconds());
  const freed =
    proof?.takesAlias === true ? freedAlias(users, pool, confirmed, proof.attribute) : [];
  await users.save(confirmed, freed);
  return confirmed;
}

function requireUnconfirmed({ status }: User): void {
  if (status !== 'UNCONFIRMED')
    throw notAuthorized(`User cannot be confirmed. Current status is ${status}`);
}
