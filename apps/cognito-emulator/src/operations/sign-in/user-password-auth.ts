import {
  incorrectUsernameOrPassword,
  notAuthorized,
  ServiceError,
  userNotFound,
} from '../../domain/errors.js';
import { isPassword } from '../../domain/password/password-record.js';
import { hidesUserExistence } from '../../domain/pool/client-rules.js';
import { canonicalName } from '../../domain/pool/pool-rules.js';
import { checkSecretHash } from '../../domain/secret-hash.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { type AuthFlow, requiredParameter, type SignInAttempt } from './auth-flow.js';
import { completeSignIn } from './complete-sign-in.js';
import { newPasswordChallenge } from './new-password-required.js';

/** Sign-in with a password that travels in the request (developer guide, "Authentication flows"). */
export const userPasswordAuth: AuthFlow = {
  name: 'USER_PASSWORD_AUTH',
  async run(services, attempt) {
    const username = requiredParameter(attempt, 'USERNAME');
    const password = requiredParameter(attempt, 'PASSWORD');
    checkSecretHash(attempt.client, username, attempt.parameters.SECRET_HASH);
    const user = userWithPassword(services, attempt, username, password);
    requireUsable(services, user);
    if (user.status === 'FORCE_CHANGE_PASSWORD')
      return newPasswordChallenge(services, attempt, user);
    const source = 'TokenGeneration_Authentication';
    return completeSignIn(services, attempt, { user, source }, (start) =>
      services.store.commit(start),
    );
  },
};

/** Finds who has this name and password. Nothing about the user but the password is looked at before it is right. */
function userWithPassword(
  { users, lockout }: Services,
  { pool, client }: SignInAttempt,
  username: string,
  password: string,
): User {
  const user = users.find(pool, username);
  const name = `${pool.id}/${user?.sub ?? canonicalName(pool, username)}`;
  lockout.requireOpen(name);
  const owner = user ?? { poolId: pool.id, username };
  const right = isPassword(owner, user?.password, password);
  if (user !== undefined && right) {
    lockout.succeeded(name);
    return user;
  }
  lockout.failed(name);
  throw user === undefined && !hidesUserExistence(client)
    ? userNotFound()
    : incorrectUsernameOrPassword();
}

function requireUsable({ clock }: Services, user: User): void {
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status === 'UNCONFIRMED')
    throw new ServiceError('UserNotConfirmedException', 'User is not confirmed.');
  if (user.status === 'RESET_REQUIRED')
    throw new ServiceError(
      'PasswordResetRequiredException',
      'Password reset required for the user',
    );
  const { temporaryUntil = Infinity } = user.password ?? {};
  if (clock.nowMilliseconds() >= temporaryUntil)
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
}
