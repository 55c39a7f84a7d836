import { requireClientOfPool } from '../../domain/pool/user-pool-client.js';
import { operation } from '../operation.js';
import { clientSessionConfiguration } from './session-configuration.js';

/** How long a client takes over a browser's sign-in (API reference, GetUserPoolClientSessionConfiguration). */
export const getUserPoolClientSessionConfiguration = operation({
  name: 'GetUserPoolClientSessionConfiguration',
  access: 'iam',
  uses: ['pools'],
  handle({ pools }, { UserPoolId, ClientId }, { region }) {
    const { id } = pools.get(UserPoolId, region);
    return clientSessionConfiguration(
      requireClientOfPool(pools.findClient(ClientId), id, ClientId),
    );
  },
});
