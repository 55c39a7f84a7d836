import { createHmac } from 'node:crypto';

/** An app client with a secret, as which this service calls Cognito. */
export interface AppClient {
  readonly id: string;
  readonly secret: string;
}

/**
 * The proof Cognito asks of a client with a secret in operations on one user: Base64 of
 * HMAC-SHA-256(client secret, username || client id).
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
 */
export function secretHash(username: string, { id, secret }: AppClient): string {
  return createHmac('sha256', secret)
    .update(username + id)
    .digest('base64');
}
