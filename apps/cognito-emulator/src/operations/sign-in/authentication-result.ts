import type { NewDevice } from '../../domain/device/device-rules.js';
import type { IssuedTokens } from '../../domain/token/token-issuer.js';

/** Tokens in the form InitiateAuth and its relatives answer with. */
export function authenticationResult(
  issued: IssuedTokens,
  refreshToken?: string,
  device?: NewDevice,
) {
  return {
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: issued.accessToken,
      ExpiresIn: issued.expiresIn,
      TokenType: 'Bearer',
      RefreshToken: refreshToken,
      IdToken: issued.idToken,
      NewDeviceMetadata: device && { DeviceKey: device.key, DeviceGroupKey: device.groupKey },
    },
  };
}
