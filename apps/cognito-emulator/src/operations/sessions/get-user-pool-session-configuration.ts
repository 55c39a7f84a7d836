import { operation } from '../operation.js';
import { poolSessionConfiguration } from './session-configuration.js';

/** How a pool tracks sessions (API reference, GetUserPoolSessionConfiguration). */
export const getUserPoolSessionConfiguration = operation({
  name: 'GetUserPoolSessionConfiguration',
  access: 'iam',
  uses: ['pools'],
  handle: ({ pools }, { UserPoolId }, { region }) =>
    poolSessionConfiguration(pools.get(UserPoolId, region)),
});
