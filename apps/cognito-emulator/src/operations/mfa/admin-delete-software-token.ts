import { ServiceError } from '../../domain/errors.js';
import { withFactorSwitched } from '../../domain/user/mfa-preference.js';
import { operation } from '../operation.js';

/** Takes a user's authenticator app away, so that another can be set up (API reference, AdminDeleteSoftwareToken). */
export const adminDeleteSoftwareToken = operation({
  name: 'AdminDeleteSoftwareToken',
  access: 'iam',
  uses: ['pools', 'users'],
  async handle({ pools, users }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    await users.exclusively(users.get(pool, request.Username), (user) => {
      if (user.softwareToken === undefined)
        throw new ServiceError('ResourceNotFoundException', 'The user has no software token.');
      const mfa = withFactorSwitched(user.mfa, 'SOFTWARE_TOKEN_MFA', false);
      return users.save({ ...user, mfa, softwareToken: undefined, pendingToken: undefined });
    });
    return {};
  },
});
