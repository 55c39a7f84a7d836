import { incorrectUsernameOrPassword, invalidParameter } from '../../domain/errors.js';
import { isPassword } from '../../domain/password/password-record.js';
import { withoutCode } from '../../domain/user/codes.js';
import type { User } from '../../domain/user/user.js';
import { changedUser } from '../users/changed-user.js';
import { takeTry } from '../users/hourly-limits.js';
import { requireResettable } from './reset-code.js';
import { chosenPassword, lockoutName } from './set-password.js';
import { operation } from '../operation.js';
import type { Services } from '../services.js';

/** Changes the password of the user an access token belongs to (API reference, ChangePassword). */
export const changePassword = operation({
  name: 'ChangePassword',
  access: 'accessToken',
  uses: ['attempts', 'authEvents', 'clock', 'lockout', 'users'],
  async handle(services, request, { user: caller, pool }) {
    takeTry(services, 'ChangePassword', pool, caller);
    await services.users.exclusively(caller, (user) => {
      requireResettable(user);
      requirePrevious(services, user, request.PreviousPassword);
      const password = chosenPassword(pool, user, request.ProposedPassword);
      const codes = withoutCode(user.codes, 'passwordReset');
      const now = services.clock.nowMilliseconds();
      const happened = { type: 'PasswordChange', response: 'Pass' } as const;
      const event = services.authEvents.changes(pool, user, happened);
      return services.users.save(changedUser(pool, user, { password, codes }, now), event);
    });
    return {};
  },
});

/**
 * A user who never had a password has none to show.
 * @throws InvalidParameterException when it is missing, NotAuthorizedException when it is wrong.
 */
function requirePrevious(
  { lockout }: Pick<Services, 'lockout'>,
  user: User,
  given: string | undefined,
): void {
  if (user.password === undefined) return;
  if (given === undefined)
    throw invalidParameter(
      "1 validation error detected: Value at 'previousPassword' failed to satisfy constraint: Member must not be null",
    );
  const name = lockoutName(user);
  lockout.requireOpen(name);
  if (!isPassword(user, user.password, given)) {
    lockout.failed(name);
    throw incorrectUsernameOrPassword();
  }
  lockout.succeeded(name);
}
