import { revocation, type RevocationMessage } from './revocations.js';

/**
 * How user-service hands revocations to gateways through a Valkey or Redis that they share: it publishes each on a channel, for
 * the gateways that listen, and stores it under a key of its own until the last token concerned has expired, for those
 * that connect later.
 */
export const revocationChannel = 'gatehouse:revocations';

/** What the key of every stored revocation begins with. */
export const revocationKeyPrefix = 'gatehouse:revocation:';

/** Matches the keys of all stored revocations, as `SCAN` takes it. */
export const revocationKeyPattern = `${revocationKeyPrefix}*`;

/** The key of a revocation. A revocation of the same kind for the same user or session has the same key. */
export function revocationKey(message: RevocationMessage): string {
  const name = message.kind === 'session' ? message.originJti : message.subject;
  return keyOf(message.kind, message.poolId, name);
}

/**
 * The key of the entry that ends the earlier sessions of the user whom a revocation concerns. For a session of an unknown user
 * it is a key that no entry has.
 */
export function earlierSessionsKey({ poolId, subject = '' }: RevocationMessage): string {
  return keyOf('earlier_sessions', poolId, subject);
}

function keyOf(kind: RevocationMessage['kind'], poolId: string, name: string): string {
  return `${revocationKeyPrefix}${kind}:${poolId}:${name}`;
}

/** The text that is published and stored. */
export function encodeRevocation(message: RevocationMessage): string {
  return JSON.stringify(message);
}

/** @throws Error for a text that is not a revocation */
export function decodeRevocation(text: string): RevocationMessage {
  return revocation.parse(JSON.parse(text));
}
