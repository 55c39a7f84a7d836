import { checkSecretHash } from '../../../domain/secret-hash.js';
import { renewalFlow } from '../auth-flow.js';
import { authenticationResult } from '../authentication-result.js';
import { refresh } from '../refresh.js';

/** New tokens through InitiateAuth; clients with rotation can't use it, so it gives no new refresh token. */
export const refreshTokenAuth = renewalFlow({
  name: 'REFRESH_TOKEN_AUTH',
  requires: ['REFRESH_TOKEN'],
  async run(services, attempt, { REFRESH_TOKEN: token }) {
    const { pool, client, parameters, clientMetadata } = attempt;
    const check = ({ username }: { readonly username: string }) =>
      checkSecretHash(client, [username], parameters.SECRET_HASH);
    const { DEVICE_KEY: deviceKey } = parameters;
    const request = { pool, client, token, clientMetadata, deviceKey, check };
    const issued = await refresh(services, request);
    return authenticationResult(issued);
  },
});
