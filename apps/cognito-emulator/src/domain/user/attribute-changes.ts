import { isAliasAttribute, isUsernameAttribute } from '../pool/pool-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import { requireDeletable, requireMutable, requireProvableContacts } from './attribute-checks.js';
import { codesAfterChange, withoutCode } from './codes.js';
import {
  type Attributes,
  type ContactAttribute,
  contactAttributes,
  type SentCodes,
  type User,
} from './user.js';

/** What becomes of a user whose attributes are changed. */
export interface AttributeChange {
  readonly attributes: Attributes;
  /** The codes that are still good: one that went to an address the user had before is not. */
  readonly codes: SentCodes;
  /** The addresses to prove now. */
  readonly toProve: readonly AddressToProve[];
}

export interface AddressToProve {
  readonly attribute: ContactAttribute;
  /** The address, where the user keeps the one so far until this one is proved. */
  readonly newValue?: string | undefined;
}

/**
 * Changes attributes; a blank value deletes one. A new address isn't proved unless the change says so, and is to be
 * proved where the pool verifies it on its own; in a pool that wants it proved first it waits until then (developer
 * guide, "Verifying updates to email addresses and phone numbers").
 * @throws InvalidParameterException for an attribute that can't be changed, or can't be deleted.
 */
export function changedAttributes(pool: UserPool, user: User, given: Attributes): AttributeChange {
  requireMutable(pool, Object.keys(given));
  const toProve = contactAttributes.flatMap((name) => addressToProve(pool, user, given, name));
  const waiting = toProve
    .filter(({ newValue }) => newValue !== undefined)
    .flatMap(({ attribute }) => [attribute, `${attribute}_verified`]);
  const now = Object.entries(given).filter(([name]) => !waiting.includes(name));
  const attributes = mergedAttributes(user.attributes, Object.fromEntries(now));
  requireProvableContacts(given, attributes);
  const deleted = Object.keys(given).filter((name) => given[name] === '');
  requireDeletable(pool, deleted, attributes);
  return { attributes, codes: codesAfter(user, given, attributes), toProve };
}

/** Attributes with others in their place; blank ones go, and a new address isn't proved unless that is stated. */
export function mergedAttributes(before: Attributes, given: Attributes): Attributes {
  const merged = { ...before, ...given };
  for (const name of contactAttributes)
    if (merged[name] !== before[name])
      merged[`${name}_verified`] = provedAs(merged[name], given[`${name}_verified`]);
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

/** Whether two users may not both sign in by it. */
export const isNameAttribute = (pool: UserPool, attribute: string) =>
  isUsernameAttribute(pool, attribute) || isAliasAttribute(pool, attribute);

function addressToProve(
  pool: UserPool,
  user: User,
  given: Attributes,
  attribute: ContactAttribute,
): readonly AddressToProve[] {
  const value = given[attribute] ?? '';
  if (value === '' || value === user.attributes[attribute]) return [];
  if (given[`${attribute}_verified`] === 'true') return [];
  if (isProvedFirst(pool, attribute)) return [{ attribute, newValue: value }];
  const automatic = pool.settings.AutoVerifiedAttributes ?? [];
  return automatic.includes(attribute) ? [{ attribute }] : [];
}

const isProvedFirst = ({ settings }: UserPool, attribute: ContactAttribute) =>
  settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes(
    attribute,
  ) ?? false;

const provedAs = (address = '', stated = 'false') => (address === '' ? '' : stated);

/** Whoever states an address, be it the present one, no longer waits for another to be proved. */
function codesAfter(user: User, given: Attributes, attributes: Attributes): SentCodes {
  const superseded = contactAttributes.filter(
    (name) => given[name] !== undefined && user.codes?.[name]?.newValue !== undefined,
  );
  const codes = superseded.reduce<SentCodes>(withoutCode, user.codes ?? {});
  return codesAfterChange(codes, user.attributes, attributes);
}
