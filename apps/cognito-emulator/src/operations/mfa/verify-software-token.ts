import { ServiceError } from '../../domain/errors.js';
import { judgedCode } from '../../domain/user/software-token.js';
import { noSoftwareToken } from './faults.js';
import { nextSession, tokenSetUpOf } from './token-set-up.js';
import { operation } from '../operation.js';

/** Takes the first code of an authenticator app, and the app with it (API reference, VerifySoftwareToken). */
export const verifySoftwareToken = operation({
  name: 'VerifySoftwareToken',
  access: 'none',
  uses: ['accessTokens', 'challenges', 'clock', 'pools', 'users'],
  async handle(services, request, { region }) {
    const { user: found } = await tokenSetUpOf(services, request, region);
    return services.users.exclusively(found, async (user) => {
      const setUp = await tokenSetUpOf(services, request, region);
      const token = user.pendingToken ?? user.softwareToken;
      if (token === undefined) throw noSoftwareToken();
      const judged = judgedCode(token, request.UserCode, services.clock.nowMilliseconds());
      if (judged === 'mismatch' || judged === 'used') {
        if (setUp.within !== undefined) await services.challenges.failed(setUp.within.session);
        throw new ServiceError(
          'EnableSoftwareTokenMFAException',
          'Code mismatch and fail enable Software Token MFA',
        );
      }
      const friendlyName = request.FriendlyDeviceName ?? judged.friendlyName;
      const softwareToken = { ...judged, isVerified: true, friendlyName };
      const { id, changes } = nextSession(services, setUp, { verified: true });
      await services.users.save({ ...user, softwareToken, pendingToken: undefined }, changes);
      return { Status: 'SUCCESS', Session: id };
    });
  },
});
