import { newSoftwareToken } from '../../domain/user/software-token.js';
import { nextSession, tokenSetUpOf } from './token-set-up.js';
import { operation } from '../operation.js';

/** Gives a user the secret for an authenticator app (API reference, AssociateSoftwareToken). */
export const associateSoftwareToken = operation({
  name: 'AssociateSoftwareToken',
  access: 'none',
  uses: ['accessTokens', 'challenges', 'pools', 'users'],
  async handle(services, request, { region }) {
    const { user: found } = await tokenSetUpOf(services, request, region);
    return services.users.exclusively(found, async (user) => {
      const setUp = await tokenSetUpOf(services, request, region);
      const pendingToken = newSoftwareToken();
      const { id, changes } = nextSession(services, setUp, {});
      await services.users.save({ ...user, pendingToken }, changes);
      return { SecretCode: pendingToken.secret, Session: id };
    });
  },
});
