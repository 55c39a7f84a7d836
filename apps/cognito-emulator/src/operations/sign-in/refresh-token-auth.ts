import { checkSecretHash } from '../../domain/secret-hash.js';
import { type AuthFlow, requiredParameter } from './auth-flow.js';
import { authenticationResult } from './authentication-result.js';
import { refresh } from './refresh.js';

/** New tokens through InitiateAuth; clients with rotation can't use it, so it gives no new refresh token. */
export const refreshTokenAuth: AuthFlow = {
  name: 'REFRESH_TOKEN_AUTH',
  async run(services, attempt) {
    const { pool, client, parameters, clientMetadata } = attempt;
    const token = requiredParameter(attempt, 'REFRESH_TOKEN');
    const check = ({ username }: { readonly username: string }) =>
      checkSecretHash(client, [username], parameters.SECRET_HASH);
    const { DEVICE_KEY: deviceKey } = parameters;
    const request = { pool, client, token, clientMetadata, deviceKey, check };
    const issued = await refresh(services, request);
    return authenticationResult(issued);
  },
};
