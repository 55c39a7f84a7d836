import { invalidParameter, ServiceError } from '../../domain/errors.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { Change } from '../../domain/store.js';
import { type AttributeEntry, attributesFrom } from '../../domain/user/attribute-checks.js';
import { invitation } from '../../domain/user/notices.js';
import { nameFault } from '../../domain/user/sign-in-names.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { changedUser } from './changed-user.js';
import { freedAlias } from './freed-alias.js';
import { newUser } from './new-user.js';
import { temporaryPassword } from './temporary-password.js';

export interface Invitation {
  readonly username: string;
  readonly attributes?: readonly AttributeEntry[] | undefined;
  readonly temporaryPassword?: string | undefined;
  /** By which ways the invitation goes out; by none when it is suppressed. */
  readonly mediums: readonly string[];
  readonly takesAliases: boolean;
}

/**
 * Makes a user with a temporary password on an administrator's behalf.
 * @throws InvalidParameterException, InvalidPasswordException, UsernameExistsException, AliasExistsException
 */
export async function inviteUser(
  services: Services,
  pool: UserPool,
  wanted: Invitation,
): Promise<User> {
  const fault = nameFault(pool, wanted.username);
  if (fault !== undefined) throw invalidParameter(fault);
  const attributes = attributesFrom(pool, wanted.attributes);
  const now = services.clock.nowMilliseconds();
  const given = { username: wanted.username, attributes, status: 'FORCE_CHANGE_PASSWORD' } as const;
  const user = newUser(pool, given, now);
  const { text, record } = temporaryPassword(pool, user, wanted.temporaryPassword, now);
  const invited = { ...user, password: record };
  const freed = wanted.takesAliases
    ? (['email', 'phone_number'] as const).flatMap((attribute) =>
        freedAlias(services.users, pool, invited, attribute),
      )
    : [];
  const messages = invitations(services, pool, invited, { text, mediums: wanted.mediums });
  await services.users.create(invited, [...freed, ...messages]);
  return invited;
}

/**
 * Gives a user who was invited and never came a new temporary password and another invitation.
 * @throws UserNotFoundException, UnsupportedUserStateException, InvalidPasswordException
 */
export function inviteAgain(services: Services, pool: UserPool, wanted: Invitation): Promise<User> {
  return services.users.exclusively(services.users.get(pool, wanted.username), async (user) => {
    if (user.status !== 'FORCE_CHANGE_PASSWORD')
      throw new ServiceError(
        'UnsupportedUserStateException',
        'Resend not possible. User status is not FORCE_CHANGE_PASSWORD',
      );
    const now = services.clock.nowMilliseconds();
    const { text, record } = temporaryPassword(pool, user, wanted.temporaryPassword, now);
    const invited = changedUser(pool, user, { password: record }, now);
    const { mediums } = wanted;
    await services.users.save(invited, invitations(services, pool, invited, { text, mediums }));
    return invited;
  });
}

/** A message for each wanted way by which the user can be reached. */
function invitations(
  { outbox }: Services,
  pool: UserPool,
  user: User,
  { text, mediums }: { readonly text: string; readonly mediums: readonly string[] },
): readonly Change[] {
  const ways = [
    ['EMAIL', 'email'],
    ['SMS', 'phone_number'],
  ] as const;
  return ways
    .filter(([medium, attribute]) => mediums.includes(medium) && user.attributes[attribute])
    .flatMap(([, attribute]) => outbox.deliver(invitation(pool, user, attribute, text)));
}
