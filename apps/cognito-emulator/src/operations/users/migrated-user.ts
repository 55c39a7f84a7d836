import { ServiceError } from '../../domain/errors.js';
import type { Message } from '../../domain/messages.js';
import { newPasswordRecord } from '../../domain/password/password-record.js';
import { hidesUserExistence } from '../../domain/pool/client-rules.js';
import { enabledMfas } from '../../domain/pool/mfa-rules.js';
import { hasUsernameAttributes, isAliasAttribute } from '../../domain/pool/pool-rules.js';
import type { ClientOfPool } from '../../domain/pool/pools.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { ClientMetadata } from '../../domain/token/pre-token-generation.js';
import { unrecognizable } from '../../domain/trigger/response-shape.js';
import { type MigratedUser, migratedUser } from '../../domain/trigger/user-migration.js';
import { attributesOfNewUser } from '../../domain/user/attribute-checks.js';
import { withFactorSwitched } from '../../domain/user/mfa-preference.js';
import { formOf, nameFault } from '../../domain/user/sign-in-names.js';
import { contactAttributes, type User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { changedUser } from './changed-user.js';
import { delivery } from '../messages/deliver-message.js';
import { freedAlias } from './freed-alias.js';
import { invitations } from './invited-user.js';
import { newUser } from './new-user.js';
import { worded } from '../messages/worded.js';

/** Somebody who isn't a user of the pool, as far as is known. */
export interface Stranger {
  /** The name as it was typed. */
  readonly username: string;
  /** None where it was forgotten. */
  readonly password?: string | undefined;
  readonly clientMetadata?: ClientMetadata;
  readonly validationData?: ClientMetadata;
}

/**
 * Makes a user of somebody another directory knows, if the pool has a function that asks it (developer guide, "Importing
 * users with a user migration Lambda trigger").
 * @returns nobody when there is no such function, or when an app isn't to learn that it knows nobody
 * @throws UserNotFoundException when it knows nobody
 */
export async function migrated(
  services: Pick<Services, 'clock' | 'outbox' | 'senderQueue' | 'triggers' | 'users'>,
  at: ClientOfPool,
  stranger: Stranger,
): Promise<User | undefined> {
  const { client, pool } = at;
  const { clientMetadata, validationData, username: userName, password } = stranger;
  const occasion = { pool, clientId: client.id, clientMetadata, validationData };
  try {
    const known = await migratedUser(services.triggers, occasion, { userName, password });
    return known && (await keepMigrated(services, at, stranger, known));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code !== 'UserLambdaValidationException') throw error;
    if (hidesUserExistence(client)) return undefined;
    throw new ServiceError(
      'UserNotFoundException',
      `Exception migrating user in app client ${client.id}`,
    );
  }
}

async function keepMigrated(
  services: Pick<Services, 'clock' | 'outbox' | 'senderQueue' | 'triggers' | 'users'>,
  { client, pool }: ClientOfPool,
  stranger: Stranger,
  known: MigratedUser,
): Promise<User> {
  const user = userFrom(services, pool, stranger, known);
  const { password: text } = stranger;
  const drafts =
    known.suppressesMessage || text === undefined
      ? []
      : invitations(pool, user, { text, mediums: known.mediums });
  const { clientMetadata } = stranger;
  const messages: Message[] = [];
  for (const draft of drafts)
    messages.push((await worded(services, { pool, clientId: client.id }, user, draft)).message);
  // Another request may have brought the same user over by now.
  const other = services.users.find(pool, stranger.username);
  if (other !== undefined) return other;
  const freed = known.takesAliases
    ? contactAttributes.flatMap((name) => freedAlias(services.users, pool, user, name))
    : [];
  const occasion = { pool, clientId: client.id, clientMetadata };
  const sent = messages.flatMap((message) => delivery(services, occasion, user, message));
  await services.users.create(user, [...freed, ...sent]);
  return user;
}

/** The password goes on as it is, whatever the pool's policy says (developer guide, "Migrate user Lambda trigger"). */
function userFrom(
  { clock }: Pick<Services, 'clock'>,
  pool: UserPool,
  stranger: Stranger,
  known: MigratedUser,
): User {
  const username = nameOf(pool, stranger.username, known);
  const entries = Object.entries(known.attributes).map(([Name, Value]) => ({ Name, Value }));
  const attributes = attributesOfNewUser(pool, entries);
  const status = known.isConfirmed ? 'CONFIRMED' : 'RESET_REQUIRED';
  const now = clock.nowMilliseconds();
  const user = newUser(pool, { username, attributes, status }, now);
  const { password } = stranger;
  const record = password === undefined ? undefined : newPasswordRecord(user, password);
  return changedUser(pool, user, { password: record, mfa: mfaOf(pool, user, known) }, now);
}

/**
 * The user's name: the one that was typed, unless that is an address beside the user's own name, which the function then
 * has to tell.
 */
function nameOf(pool: UserPool, typed: string, { username, attributes }: MigratedUser): string {
  if (hasUsernameAttributes(pool)) return typed;
  const form = formOf(typed);
  const alias = form === 'other' ? 'preferred_username' : form;
  const isAlias = isAliasAttribute(pool, alias) && attributes[alias] === typed;
  const name = username ?? typed;
  if (!isAlias && name !== typed) throw unrecognizable();
  if (nameFault(pool, name) !== undefined) throw unrecognizable();
  return name;
}

function mfaOf(pool: UserPool, { mfa, attributes }: User, { enablesSmsMfa }: MigratedUser) {
  if (!enablesSmsMfa) return mfa;
  if (attributes.phone_number === undefined || !enabledMfas(pool).includes('SMS_MFA'))
    throw new ServiceError(
      'InvalidLambdaResponseException',
      'SMS MFA can not be enabled for the migrated user.',
    );
  return withFactorSwitched(mfa, 'SMS_MFA', true);
}
