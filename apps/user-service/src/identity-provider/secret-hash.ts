import { createHmac } from 'node:crypto';

/**
 * The proof Cognito asks of a client with a secret in operations on one user: Base64 of
 * HMAC-SHA-256(client secret, username || client id).
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
 */
export function secretHash(username: string, clientId: string, clientSecret: string): string {
  return createHmac('sha256', clientSecret)
    .update(username + clientId)
    .digest('base64');
}
