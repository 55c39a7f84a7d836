import type {
  AuthenticationResultType,
  NewDeviceMetadataType,
} from '@aws-sdk/client-cognito-identity-provider';
import { type NewDevice, type Tokens, tokens } from '@gatehouse/contracts';
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

/**
 * The keys of a device that Cognito has seen for the first time.
 *
 * @param metadata the `NewDeviceMetadata` of a sign-in; a pool that does not remember devices returns none
 * @returns undefined for none and for an incomplete one, whose device cannot be registered
 */
export function newDeviceOf({
  DeviceKey: key,
  DeviceGroupKey: group_key,
}: NewDeviceMetadataType = {}): NewDevice | undefined {
  return key === undefined || group_key === undefined ? undefined : { key, group_key };
}
