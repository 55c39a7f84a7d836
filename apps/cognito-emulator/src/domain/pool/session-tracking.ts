import { invalidParameter } from '../errors.js';

/** Whether a pool keeps track of its users' sessions, and of how many (SDK, SetUserPoolSessionConfiguration). */
export interface SessionTracking {
  readonly isOn: boolean;
  /** When it was switched on last. */
  readonly since: number;
  readonly mostPerUser: number;
}

export const defaultMostPerUser = 20;
export const defaultSsoMinutes = 60;

/** @throws InvalidParameterException */
export function requireWithin(name: string, value: number, least: number, most: number): void {
  if (value < least || value > most)
    throw invalidParameter(`${name} must be between ${least} and ${most}.`);
}
