import type { SignedUp } from '@gatehouse/contracts';
import { randomInt, randomUUID } from 'node:crypto';

/** How many ids of users are looked at. */
export const sampleSize = 64;

/** With fewer ids, the digits of an invented id would be those of a few known users. */
const leastSample = 16;

/**
 * The response to a sign-up with an address that has an account, in the form of a response to a new one.
 *
 * @param subs `sub` values of users of the pool, at random
 */
export function apparentSignUp(email: string, subs: readonly string[]): SignedUp {
  const delivery = { medium: 'EMAIL', destination: maskedAddress(email) };
  return { userId: inventedSub(subs), confirmed: false, delivery };
}

/** An address as Cognito masks it: `a***@e***` (API reference, `CodeDeliveryDetailsType`). */
function maskedAddress(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}***@${email.slice(at + 1, at + 2)}***`;
}

/**
 * A `sub` that no user has. Cognito's look like UUIDs and are not those of RFC 9562: some of their digits depend on the
 * region. So each digit is one that a user of the pool has at its place.
 */
function inventedSub(subs: readonly string[]): string {
  const uuid = randomUUID();
  const alike = [...new Set(subs)].filter((sub) => sub.length === uuid.length);
  if (alike.length < leastSample) return uuid;
  const digits = Array.from(uuid, (_, place) => alike[randomInt(alike.length)]?.[place]);
  return digits.join('');
}
