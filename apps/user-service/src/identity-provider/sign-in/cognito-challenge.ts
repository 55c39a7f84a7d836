import { z } from 'zod';
import { IdentityProviderUnavailableError } from '../errors.js';

/** What Cognito asks in a sign-in (API reference, "InitiateAuth", response). */
export interface CognitoChallenge {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly session?: string;
  readonly available?: readonly string[];
}

/**
 * A parameter that must be there.
 *
 * @throws IdentityProviderUnavailableError
 */
export function parameterOf({ parameters }: CognitoChallenge, name: string): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value === undefined) throw new IdentityProviderUnavailableError('incomplete answer');
  return value;
}

/**
 * A parameter that is JSON: all parameters are texts, lists and maps too.
 *
 * @throws IdentityProviderUnavailableError
 */
export function jsonParameterOf<Value>(
  challenge: CognitoChallenge,
  name: string,
  schema: z.ZodType<Value>,
): Value {
  try {
    return schema.parse(JSON.parse(parameterOf(challenge, name)));
  } catch {
    throw new IdentityProviderUnavailableError('incomplete answer');
  }
}

export const namesSchema = z.array(z.string());
