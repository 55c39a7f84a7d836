import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import type { Logger } from '../logger.js';
import { type SecurityEventName, securityEvents } from './security-events.js';

/** What names a user or a machine for good. It is written as a keyed hash and in no other form. */
export interface SecuritySubject {
  readonly poolId: string;
  readonly subject: string;
}

/** The name that somebody gave to sign in, of whom nothing else is known. It is written as a keyed hash. */
export interface SecurityName {
  readonly poolId: string;
  readonly name: string;
}

export interface SecurityEvent {
  readonly event: SecurityEventName;
  /** A stable word that states why, of a failure. */
  readonly reason?: string;
  /** Who acted, once that is proven. */
  readonly actor?: SecuritySubject;
  /** Whose account the action is about, where it is not the actor's. */
  readonly target?: SecuritySubject;
  readonly signInName?: SecurityName;
  /** The address of the client, as far as it is known. */
  readonly clientAddress?: string;
  readonly requestId?: string;
}

/** Where security events go, and the key of their hashes. */
export interface SecurityLog {
  readonly logger: Pick<Logger, 'info'>;
  /** Apps that share a key write the same hash for the same person. */
  readonly key: string;
}

/**
 * Writes a security event at the level `info`. This is the one place that decides what such a line holds: people appear as
 * HMAC-SHA-256 under the key and never by name, address of email or `sub`.
 *
 * @param line members that the line has besides, such as those of the request's own line; the event's own prevail
 */
export function securityEvent(
  { logger, key }: SecurityLog,
  event: SecurityEvent,
  line: Readonly<Record<string, unknown>> = {},
  msg = 'security event',
): void {
  const { event: name, reason, actor, target, signInName, clientAddress, requestId } = event;
  const own = {
    event: name,
    outcome: securityEvents[name],
    reason,
    actor: actor && hashOf(key, 'subject', [actor.poolId, actor.subject]),
    target: target && hashOf(key, 'subject', [target.poolId, target.subject]),
    signInName:
      signInName && hashOf(key, 'sign-in name', [signInName.poolId, lowerCase(signInName.name)]),
    clientAddress: clientAddress !== undefined && isIP(clientAddress) ? clientAddress : undefined,
    requestId,
  };
  const stated = Object.entries({ ...line, ...own }).filter(([, value]) => value !== undefined);
  logger.info(Object.fromEntries(stated), msg);
}

/** 128 bits tell people apart, and keep lines short. */
const hashBytes = 16;

/** The label keeps a name from having the hash of a `sub`; JSON keeps the parts apart. */
function hashOf(key: string, label: string, parts: readonly string[]): string {
  const text = JSON.stringify(['gatehouse security event', label, ...parts]);
  const digest = createHmac('sha256', key).update(text).digest();
  return digest.subarray(0, hashBytes).toString('base64url');
}

/** Cognito takes the names of a pool in either case. */
function lowerCase(name: string): string {
  return name.toLowerCase();
}
