import { ServiceError } from '../../domain/errors.js';
import { provesClient } from '../../domain/secret-hash.js';
import { operation } from '../operation.js';
import { revokeRefreshToken } from './revoke-refresh-token.js';

/**
 * Ends the session of a refresh token (API reference, RevokeToken). Its model has one exception for whatever is wrong
 * with a client, an unknown one included.
 */
export const revokeToken = operation({
  name: 'RevokeToken',
  access: 'none',
  uses: ['keys', 'pools', 'sessions', 'store', 'users'],
  async handle(services, request, { region }) {
    const client = services.pools.findClientIn(request.ClientId, region)?.client;
    if (client === undefined) throw new ServiceError('UnauthorizedException', 'Invalid client.');
    if (!provesClient(client, request.ClientSecret))
      throw new ServiceError(
        'UnauthorizedException',
        `Unable to verify secret for client ${client.id}`,
      );
    await revokeRefreshToken(services, client, request.Token);
    return {};
  },
});
