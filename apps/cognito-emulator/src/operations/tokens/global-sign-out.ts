import { operation } from '../operation.js';
import { signOutEverywhere } from './sign-out-everywhere.js';

/** Ends every session of the user an access token belongs to, its own among them (API reference, GlobalSignOut). */
export const globalSignOut = operation({
  name: 'GlobalSignOut',
  access: 'accessToken',
  uses: ['sessions', 'store', 'users'],
  async handle(services, _request, { user }) {
    await signOutEverywhere(services, user);
    return {};
  },
});
