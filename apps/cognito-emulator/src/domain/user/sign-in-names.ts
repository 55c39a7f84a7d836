import {
  canonicalName,
  hasUsernameAttributes,
  isAliasAttribute,
  isUsernameAttribute,
} from '../pool/pool-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import { type Attributes, contactAttributes } from './user.js';

/**
 * Everything a user may be called by: the username, the `sub`, username attributes from the start and aliases once
 * they are verified (developer guide, "User pool attributes").
 */
export function signInNamesOf(
  pool: UserPool,
  user: { readonly username: string; readonly sub: string; readonly attributes: Attributes },
): readonly string[] {
  const { attributes } = user;
  const names = [user.username, user.sub];
  for (const attribute of contactAttributes) {
    const value = attributes[attribute];
    if (value === undefined) continue;
    const verified = attributes[`${attribute}_verified`] === 'true';
    if (isUsernameAttribute(pool, attribute) || (isAliasAttribute(pool, attribute) && verified))
      names.push(value);
  }
  const preferred = attributes.preferred_username;
  if (preferred !== undefined && isAliasAttribute(pool, 'preferred_username'))
    names.push(preferred);
  return [...new Set(names.map((name) => canonicalName(pool, name)))];
}

export type NameForm = 'email' | 'phone_number' | 'other';

export const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);

/** An E.164 number. */
export const isPhoneNumber = (text: string) => /^\+[1-9]\d{1,14}$/.test(text);

export function formOf(name: string): NameForm {
  if (isEmail(name)) return 'email';
  return isPhoneNumber(name) ? 'phone_number' : 'other';
}

/**
 * What is wrong with a name for a new user of the pool; nothing when it may be taken. In pools with username
 * attributes the name must be one of those, elsewhere it must not look like an alias.
 */
export function nameFault(pool: UserPool, name: string): string | undefined {
  const form = formOf(name);
  if (hasUsernameAttributes(pool)) {
    if (form !== 'other' && isUsernameAttribute(pool, form)) return undefined;
    return expectedForm(pool);
  }
  if (form === 'other' || !isAliasAttribute(pool, form)) return undefined;
  const alias = form === 'email' ? 'email' : 'phone number';
  return `Username cannot be of ${alias} format, since user pool is configured for ${alias} alias.`;
}

function expectedForm(pool: UserPool): string {
  const email = isUsernameAttribute(pool, 'email');
  const phone = isUsernameAttribute(pool, 'phone_number');
  if (email && phone) return 'Username should be either an email or a phone number.';
  return email ? 'Username should be an email.' : 'Username should be a phone number.';
}
