import { incorrectUsernameOrPassword, userNotFound } from '../../../domain/errors.js';
import { isPassword } from '../../../domain/password/password-record.js';
import { hidesUserExistence } from '../../../domain/pool/client-rules.js';
import { canonicalName } from '../../../domain/pool/pool-rules.js';
import type { User } from '../../../domain/user/user.js';
import type { Services } from '../../services.js';
import { type SignInAttempt, signInFlow } from '../auth-flow.js';
import { recordWrongPassword } from '../failed-sign-in.js';
import { proceed } from '../proceed.js';
import { requireSettled, requireUsable } from '../usable-user.js';

/** Sign-in with a password that travels in the request (developer guide, "Authentication flows"). */
export const userPasswordAuth = signInFlow({
  name: 'USER_PASSWORD_AUTH',
  requires: ['USERNAME', 'PASSWORD'],
  passwordForMigration: ({ PASSWORD: password }) => password,
  async run(services, attempt, { USERNAME: username, PASSWORD: password }) {
    const owner = await userWithPassword(services, attempt, username, password);
    return services.users.exclusively(owner, (user) => {
      requireUsable(services, user);
      const { DEVICE_KEY: deviceKey } = attempt.parameters;
      const source = 'TokenGeneration_Authentication';
      const progress = { username, factors: ['pwd'], source, deviceKey } as const;
      return proceed(services, attempt, { user, progress });
    });
  },
});

/**
 * Finds who has this name and password.
 * @throws UserNotConfirmedException, PasswordResetRequiredException whatever the password; NotAuthorizedException for a
 *   wrong one, and UserNotFoundException where a client may tell.
 */
export async function userWithPassword(
  services: Pick<Services, 'authEvents' | 'lockout' | 'users'>,
  { pool, client }: SignInAttempt,
  username: string,
  password: string,
): Promise<User> {
  const { users, lockout } = services;
  const user = users.findForSignIn(pool, username);
  requireSettled(user);
  const name = `${pool.id}/${user?.sub ?? canonicalName(pool, username)}`;
  lockout.requireOpen(name);
  const owner = user ?? { poolId: pool.id, username };
  const right = isPassword(owner, user?.password, password);
  if (user !== undefined && right) {
    lockout.succeeded(name);
    return user;
  }
  lockout.failed(name);
  if (user !== undefined) await recordWrongPassword(services, pool, user);
  throw user === undefined && !hidesUserExistence(client)
    ? userNotFound()
    : incorrectUsernameOrPassword();
}
