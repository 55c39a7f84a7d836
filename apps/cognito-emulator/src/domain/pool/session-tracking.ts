import { invalidParameter } from '../errors.js';
import type { UserPool } from './user-pool.js';
import type { UserPoolClient } from './user-pool-client.js';

export const defaultMostPerUser = 20;
export const defaultSsoMinutes = 60;

/**
 * How long after somebody signed in in a browser a client takes that over (API reference, ClientSSOSessionConfigType). Only
 * pools that track sessions have clients that say so.
 */
export function ssoSeconds(
  { sessionTracking }: Pick<UserPool, 'sessionTracking'>,
  { ssoMinutes }: Pick<UserPoolClient, 'ssoMinutes'>,
): number {
  const minutes = sessionTracking?.isOn === true ? ssoMinutes : undefined;
  return (minutes ?? defaultSsoMinutes) * 60;
}

/** @throws InvalidParameterException */
export function requireWithin(name: string, value: number, least: number, most: number): void {
  if (value < least || value > most)
    throw invalidParameter(`${name} must be between ${least} and ${most}.`);
}
