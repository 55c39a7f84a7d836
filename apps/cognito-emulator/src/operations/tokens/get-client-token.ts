import { invalidParameter, notAuthorized } from '../../domain/errors.js';
import { allowsAuthFlow } from '../../domain/pool/client-rules.js';
import { clientScopes } from '../../domain/pool/client-scopes.js';
import { provesClient } from '../../domain/secret-hash.js';
import { operation } from '../operation.js';

/** The name of the flow that clients must allow, without `ALLOW_`. */
const flow = 'CLIENT_TOKEN_AUTH';

/**
 * A token for the client itself, without the pool's domain (API reference, GetClientToken). It gives what the client
 * credentials grant gives.
 */
export const getClientToken = operation({
  name: 'GetClientToken',
  access: 'none',
  uses: ['pools', 'tokens'],
  async handle(services, request, { region }) {
    const { client, pool } = services.pools.getClient(request.ClientId, region);
    if (!allowsAuthFlow(client, flow))
      throw invalidParameter(`${flow} flow not enabled for this client`);
    if (!provesClient(client, request.Secret))
      throw notAuthorized(`Unable to verify secret for client ${client.id}`);
    const { granted, unknown, denied } = clientScopes(
      client,
      services.pools.customScopesOf(pool.id),
      request.Scopes ?? [],
    );
    if (unknown.length > 0) throw invalidParameter('A scope does not exist in the user pool.');
    if (denied.length > 0) throw notAuthorized('A scope is not allowed for the client.');
    const { ClientMetadata: clientMetadata } = request;
    const issued = await services.tokens.forClient({
      pool,
      client,
      scopes: granted,
      clientMetadata,
    });
    return {
      ClientAuthenticationResult: {
        AccessToken: issued.accessToken,
        ExpiresIn: issued.expiresIn,
        TokenType: 'Bearer',
      },
    };
  },
});
