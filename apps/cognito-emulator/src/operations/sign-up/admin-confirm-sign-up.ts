import { postConfirmation } from '../../domain/trigger/post-confirmation.js';
import { confirmUser } from './confirm-user.js';
import { operation } from '../operation.js';

/** Confirms a user without a code; no address is proved by it (API reference, AdminConfirmSignUp). */
export const adminConfirmSignUp = operation({
  name: 'AdminConfirmSignUp',
  access: 'iam',
  uses: ['clock', 'pools', 'triggers', 'users'],
  async handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    const named = services.users.get(pool, request.Username);
    const confirmed = await services.users.exclusively(named, (user) =>
      confirmUser(services, pool, user),
    );
    const occasion = { pool, clientMetadata: request.ClientMetadata };
    await postConfirmation(services.triggers, occasion, 'ConfirmSignUp', confirmed);
    return {};
  },
});
