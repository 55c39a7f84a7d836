import { createHash } from 'node:crypto';
import type { DeliveryMedium } from '../messages.js';
import { canonicalName } from '../pool/pool-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import { formOf } from './sign-in-names.js';
import type { ContactAttribute } from './user.js';

export interface CodeDeliveryDetails {
  readonly Destination: string;
  readonly DeliveryMedium: DeliveryMedium;
  readonly AttributeName: string;
}

/** How an answer tells where a code went, without telling the address. */
export function codeDelivery(
  attribute: ContactAttribute,
  destination: string,
): CodeDeliveryDetails {
  return {
    Destination: mask(destination),
    DeliveryMedium: mediumOf(attribute),
    AttributeName: attribute,
  };
}

export const mediumOf = (attribute: ContactAttribute): DeliveryMedium =>
  attribute === 'email' ? 'EMAIL' : 'SMS';

/**
 * What is answered for a user who doesn't exist, the same each time (developer guide, "Managing error responses").
 * @param only whether the code is one that mail alone brings
 */
export function pretendedDelivery(
  pool: UserPool,
  username: string,
  only?: 'email',
): CodeDeliveryDetails {
  const form = formOf(username);
  if (form !== 'other' && form === (only ?? form)) return codeDelivery(form, username);
  const digest = createHash('sha256').update(canonicalName(pool, username)).digest('hex');
  const letters = `${digest.replaceAll(/\d/g, '')}ab`;
  return codeDelivery('email', `${letters.charAt(0)}@${letters.charAt(1)}`);
}

function mask(destination: string): string {
  const [name, host] = destination.split('@');
  if (host === undefined) return `+*******${destination.slice(-4)}`;
  return `${name?.charAt(0) ?? ''}***@${host.charAt(0)}***`;
}
