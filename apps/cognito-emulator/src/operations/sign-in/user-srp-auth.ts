import { checkSecretHash } from '../../domain/secret-hash.js';
import type { SignInProgress } from '../../domain/user/sign-in-progress.js';
import { type AuthFlow, requiredParameter } from './auth-flow.js';
import { srpExchange } from './srp-exchange.js';

/** Sign-in with a password that never travels (developer guide, "Secure remote password"). */
export const userSrpAuth: AuthFlow = {
  name: 'USER_SRP_AUTH',
  async run(services, attempt) {
    const username = requiredParameter(attempt, 'USERNAME');
    checkSecretHash(attempt.client, [username], attempt.parameters.SECRET_HASH);
    const user = services.users.findForSignIn(attempt.pool, username);
    const source = 'TokenGeneration_Authentication';
    const { DEVICE_KEY: deviceKey } = attempt.parameters;
    const progress: SignInProgress = { username, factors: [], source, deviceKey };
    const { name, parameters } = await srpExchange(services, attempt, user, progress);
    return { ChallengeName: name, ChallengeParameters: parameters };
  },
};
