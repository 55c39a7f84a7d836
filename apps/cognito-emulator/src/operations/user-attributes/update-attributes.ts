import type { UserPool } from '../../domain/pool/user-pool.js';
import {
  type AddressToProve,
  changedAttributes,
  isNameAttribute,
} from '../../domain/user/attribute-changes.js';
import type { CodeDeliveryDetails } from '../../domain/user/code-delivery.js';
import { purposeOfVerifying } from '../../domain/user/codes.js';
import type { Attributes, User } from '../../domain/user/user.js';
import { aliasExists, type Users } from '../../domain/user/users.js';
import { changedUser } from '../users/changed-user.js';
import { type CodeOnItsWay, sendCode, type WantedCode } from '../messages/send-code.js';
import type { MessageServices } from '../messages/message-services.js';

interface AttributeRequest extends Pick<WantedCode, 'client' | 'clientMetadata'> {
  /** Checked against the pool's schema. */
  readonly given: Attributes;
}

/**
 * Changes or deletes attributes, and sends the codes that prove new addresses. Called while nobody else changes the user.
 * @returns where codes went
 * @throws InvalidParameterException, AliasExistsException when another user signs in by a new address.
 */
export async function updateAttributes(
  services: MessageServices,
  pool: UserPool,
  user: User,
  { given, ...asking }: AttributeRequest,
): Promise<readonly CodeDeliveryDetails[]> {
  const { attributes, codes, toProve } = changedAttributes(pool, user, given);
  for (const address of toProve) requireFree(services.users, pool, user, address);
  const now = services.clock.nowMilliseconds();
  let changed = changedUser(pool, user, { attributes, codes }, now);
  const sent: CodeOnItsWay[] = [];
  for (const address of toProve) {
    const purpose = purposeOfVerifying(address.attribute);
    const wanted = { ...address, ...asking, purpose, kind: 'UpdateUserAttribute' } as const;
    const onItsWay = await sendCode(services, pool, changed, wanted);
    changed = onItsWay.user;
    sent.push(onItsWay);
  }
  await services.users.save(
    changed,
    sent.flatMap(({ changes }) => changes),
  );
  return sent.map(({ delivery }) => delivery);
}

/**
 * An address that waits to be proved is nobody's name yet; one that another has already can't become it.
 * @throws AliasExistsException
 */
export function requireFree(
  users: Users,
  pool: UserPool,
  user: User,
  { attribute, newValue }: AddressToProve,
): void {
  if (newValue === undefined || !isNameAttribute(pool, attribute)) return;
  const holder = users.find(pool, newValue);
  if (holder !== undefined && holder.sub !== user.sub) throw aliasExists(newValue);
}
