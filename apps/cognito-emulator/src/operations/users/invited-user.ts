import { invalidParameter, ServiceError } from '../../domain/errors.js';
import type { Message } from '../../domain/messages.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { Change } from '../../domain/store.js';
import type { ClientMetadata } from '../../domain/token/pre-token-generation.js';
import { preSignUp } from '../../domain/trigger/pre-sign-up.js';
import {
  type AttributeEntry,
  attributesOfNewUser,
  requireProvableContacts,
} from '../../domain/user/attribute-checks.js';
import { mediumOf } from '../../domain/user/code-delivery.js';
import { invitation } from '../../domain/user/notices.js';
import { nameFault } from '../../domain/user/sign-in-names.js';
import { contactAttributes, type User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { changedUser } from './changed-user.js';
import { delivery } from '../messages/deliver-message.js';
import { freedAlias } from './freed-alias.js';
import { newUser } from './new-user.js';
import { allowsPasswordless, canReceiveCodes } from './passwordless.js';
import { temporaryPassword } from '../passwords/temporary-password.js';
import { worded } from '../messages/worded.js';

/** What administrators are told of a name that somebody has; who signs up is told otherwise. */
const nameTaken = 'User account already exists';

export interface Invitation {
  readonly username: string;
  readonly attributes?: readonly AttributeEntry[] | undefined;
  readonly temporaryPassword?: string | undefined;
  /** By which ways the invitation goes out; by none when it is suppressed. */
  readonly mediums: readonly string[];
  /** Whether somebody whom it can't reach is refused. */
  readonly mustReach?: boolean | undefined;
  readonly takesAliases: boolean;
  /** What the pool's function is told that decides whether the user may be made. */
  readonly clientMetadata?: ClientMetadata;
  readonly validationData?: ClientMetadata;
}

/**
 * Makes a user on an administrator's behalf: with a temporary password, or without any where codes take its place.
 * @throws InvalidParameterException, InvalidPasswordException, UsernameExistsException, AliasExistsException
 */
export async function inviteUser(
  services: Pick<Services, 'clock' | 'outbox' | 'senderQueue' | 'triggers' | 'users'>,
  pool: UserPool,
  wanted: Invitation,
): Promise<User> {
  const now = services.clock.nowMilliseconds();
  const user = wantedUser(pool, wanted, now);
  const { clientMetadata, validationData } = wanted;
  const password = initialPassword(pool, user, wanted, now);
  const occasion = { pool, clientMetadata, validationData };
  await preSignUp(services.triggers, occasion, 'AdminCreateUser', user);
  if (password === undefined) return keepWithoutPassword(services, pool, user, wanted);
  const invited = { ...user, password: password.record };
  const drafts = invitations(pool, invited, { ...wanted, text: password.text });
  const { changes } = await delivered(services, pool, invited, drafts);
  const freed = freedAliases(services, pool, user, wanted);
  await services.users.create(invited, [...freed, ...changes], nameTaken);
  return invited;
}

/** None where codes take its place. */
function initialPassword(pool: UserPool, user: User, wanted: Invitation, now: number) {
  if (wanted.temporaryPassword !== undefined || !allowsPasswordless(pool))
    return temporaryPassword(pool, user, wanted.temporaryPassword, now);
  if (canReceiveCodes(pool, user.attributes)) return undefined;
  throw invalidParameter('A user without a password needs an email address or a phone number.');
}

/** There is no password to invite with, and nothing the user has to do before signing in. */
async function keepWithoutPassword(
  services: Pick<Services, 'users'>,
  pool: UserPool,
  user: User,
  wanted: Invitation,
): Promise<User> {
  const confirmed = { ...user, status: 'CONFIRMED' } as const;
  const freed = freedAliases(services, pool, confirmed, wanted);
  await services.users.create(confirmed, freed, nameTaken);
  return confirmed;
}

function wantedUser(pool: UserPool, { username, attributes }: Invitation, now: number): User {
  const fault = nameFault(pool, username);
  if (fault !== undefined) throw invalidParameter(fault);
  const given = attributesOfNewUser(pool, attributes);
  const status = 'FORCE_CHANGE_PASSWORD';
  const user = newUser(pool, { username, attributes: given, status }, now);
  requireProvableContacts(given, user.attributes);
  return user;
}

function freedAliases(
  { users }: Pick<Services, 'users'>,
  pool: UserPool,
  user: User,
  { takesAliases }: Invitation,
): readonly Change[] {
  if (!takesAliases) return [];
  return contactAttributes.flatMap((attribute) => freedAlias(users, pool, user, attribute));
}

/**
 * Gives a user who was invited and never came a new temporary password and another invitation.
 * @throws UserNotFoundException, UnsupportedUserStateException, InvalidPasswordException
 */
export function inviteAgain(
  services: Pick<Services, 'clock' | 'outbox' | 'senderQueue' | 'triggers' | 'users'>,
  pool: UserPool,
  wanted: Invitation,
): Promise<User> {
  return services.users.exclusively(services.users.get(pool, wanted.username), async (user) => {
    if (user.status !== 'FORCE_CHANGE_PASSWORD')
      throw new ServiceError(
        'UnsupportedUserStateException',
        'Resend not possible. User status is not FORCE_CHANGE_PASSWORD',
      );
    const now = services.clock.nowMilliseconds();
    const { text, record } = temporaryPassword(pool, user, wanted.temporaryPassword, now);
    const invited = changedUser(pool, user, { password: record }, now);
    const drafts = invitations(pool, invited, { ...wanted, text });
    const { changes, current } = await delivered(services, pool, invited, drafts);
    await services.users.save(current, changes);
    return current;
  });
}

/** What delivers the messages, in the words of the pool's function, and the user as the user is by then. */
async function delivered(
  services: Pick<Services, 'outbox' | 'senderQueue' | 'triggers' | 'users'>,
  pool: UserPool,
  user: User,
  drafts: readonly Message[],
): Promise<{ readonly changes: readonly Change[]; readonly current: User }> {
  const changes: Change[] = [];
  let current = user;
  for (const draft of drafts) {
    const last = await worded(services, { pool }, current, draft);
    changes.push(...delivery(services, { pool }, last.current, last.message));
    current = last.current;
  }
  return { changes, current };
}

/** A message for each wanted way by which the user can be reached. */
export function invitations(
  pool: UserPool,
  user: User,
  {
    text,
    mediums,
    mustReach,
  }: Pick<Invitation, 'mediums' | 'mustReach'> & { readonly text: string },
): readonly Message[] {
  const reached = contactAttributes
    .filter((attribute) => mediums.includes(mediumOf(attribute)))
    .filter((attribute) => user.attributes[attribute] !== undefined);
  if (mustReach === true && reached.length === 0)
    throw invalidParameter('The user has no address for any of the desired delivery mediums.');
  return reached.map((attribute) => invitation(pool, user, attribute, text));
}
