import { notAuthorized } from '../../domain/errors.js';
import { provesClient } from '../../domain/secret-hash.js';
import { operation } from '../operation.js';
import { authenticationResult } from '../sign-in/authentication-result.js';
import { refresh } from '../sign-in/refresh.js';

/** New tokens, and a new refresh token where the client rotates them (API reference, GetTokensFromRefreshToken). */
export const getTokensFromRefreshToken = operation({
  name: 'GetTokensFromRefreshToken',
  access: 'none',
  uses: ['clock', 'devices', 'keys', 'pools', 'sessions', 'tokens', 'users'],
  async handle(services, request, { region }) {
    const { client, pool } = services.pools.getClient(request.ClientId, region);
    if (!provesClient(client, request.ClientSecret))
      throw notAuthorized(`Unable to verify secret for client ${client.id}`);
    const { RefreshToken: token, ClientMetadata: clientMetadata, DeviceKey: deviceKey } = request;
    const issued = await refresh(services, { pool, client, token, clientMetadata, deviceKey });
    const { AuthenticationResult } = authenticationResult(issued, issued.refreshToken);
    return { AuthenticationResult };
  },
});
