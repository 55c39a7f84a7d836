import { createHmac } from 'node:crypto';
import { equalInConstantTime } from './constant-time.js';
import { notAuthorized } from './errors.js';
import type { UserPoolClient } from './pool/user-pool-client.js';

/** base64(HMAC-SHA-256(client secret, username | client id)) (developer guide, "Signing up users"). */
export function secretHash(secret: string, username: string, clientId: string): string {
  return createHmac('sha256', secret).update(`${username}${clientId}`).digest('base64');
}

/**
 * Lets a client with a secret prove that it has it. While a secret is being replaced either of the two proves it.
 * @param usernames the names it may have been made with: once a sign-in has begun, the user's own and the one typed
 * @throws NotAuthorizedException
 */
export function checkSecretHash(
  client: UserPoolClient,
  usernames: readonly string[],
  given: string | undefined,
): void {
  if (client.secrets.length === 0 && given === undefined) return;
  if (given === undefined)
    throw notAuthorized(
      `Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    );
  const right = client.secrets.some(({ value }) =>
    usernames.some((username) =>
      equalInConstantTime(secretHash(value, username, client.id), given),
    ),
  );
  if (!right) throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
}

/**
 * Whether a client proved itself by what it sent as its secret: one of those it has, or none at all from a public
 * client.
 */
export function provesClient(client: UserPoolClient, given: string | undefined): boolean {
  if (client.secrets.length === 0) return given === undefined;
  return client.secrets.some(({ value }) => equalInConstantTime(value, given ?? ''));
}
