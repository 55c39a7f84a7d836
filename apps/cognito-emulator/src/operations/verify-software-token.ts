import { ServiceError } from '../domain/errors.js';
import { afterCode } from '../domain/user/software-token.js';
import { nextSession, tokenSetUpOf } from './mfa/token-set-up.js';
import { operation } from './operation.js';

/** Takes the first code of an authenticator app, and the app with it (API reference, VerifySoftwareToken). */
export const verifySoftwareToken = operation({
  name: 'VerifySoftwareToken',
  access: 'none',
  async handle(services, request, { region }) {
    const { user: found } = await tokenSetUpOf(services, request, region);
    return services.users.exclusively(found, async (user) => {
      const setUp = await tokenSetUpOf(services, request, region);
      const now = services.clock.nowMilliseconds();
      const used = user.pendingToken && afterCode(user.pendingToken, request.UserCode, now);
      if (used === undefined)
        throw new ServiceError('EnableSoftwareTokenMFAException', 'Code mismatch');
      const friendlyName = request.FriendlyDeviceName;
      const softwareToken = { ...used, isVerified: true, friendlyName };
      const { id, changes } = nextSession(services, setUp, { verified: true });
      await services.users.save({ ...user, softwareToken, pendingToken: undefined }, changes);
      return { Status: 'SUCCESS', Session: id };
    });
  },
});
