import type { SignInProgress } from '../../../domain/user/sign-in-progress.js';
import { signInFlow } from '../auth-flow.js';
import { srpExchange } from '../challenges/srp-exchange.js';

/** Sign-in with a password that never travels (developer guide, "Secure remote password"). */
export const userSrpAuth = signInFlow({
  name: 'USER_SRP_AUTH',
  requires: ['USERNAME', 'SRP_A'],
  passwordForMigration: () => undefined,
  async run(services, attempt, { USERNAME: username }) {
    const user = services.users.findForSignIn(attempt.pool, username);
    const source = 'TokenGeneration_Authentication';
    const { DEVICE_KEY: deviceKey } = attempt.parameters;
    const progress: SignInProgress = { username, factors: [], source, deviceKey };
    const { name, parameters } = await srpExchange(services, attempt, user, progress);
    return { ChallengeName: name, ChallengeParameters: parameters };
  },
});
