import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { type Tokens, tokens } from '@gatehouse/contracts';
import { IdentityProviderUnavailableError } from './errors.js';

/**
 * Cognito's answer under the names of RFC 6749 §5.1.
 *
 * @param refreshToken the one that stays good where Cognito gives no new one: a client without rotation
 * @throws IdentityProviderUnavailableError when something of it is missing
 */
export function tokensOf(
  result: AuthenticationResultType | undefined,
  refreshToken?: string,
): Tokens {
  const answer = tokens.safeParse({
    access_token: result?.AccessToken,
    id_token: result?.IdToken,
    refresh_token: result?.RefreshToken ?? refreshToken,
    token_type: result?.TokenType,
    expires_in: result?.ExpiresIn,
  });
  if (!answer.success) throw new IdentityProviderUnavailableError('incomplete answer');
  return answer.data;
}
