import { hidesUserExistence } from '../../domain/pool/client-rules.js';
import type { ClientOfPool } from '../../domain/pool/pools.js';
import { postConfirmation } from '../../domain/trigger/post-confirmation.js';
import { checkCode, codeMismatch, withoutCode } from '../../domain/user/codes.js';
import type { User } from '../../domain/user/user.js';
import { changedUser } from '../users/changed-user.js';
import { namedUser, requireEnabled, unknownUser } from '../users/named-user.js';
import { chosenPassword, lockoutName } from './set-password.js';
import { type InputOf, operation } from '../operation.js';
import type { Services } from '../services.js';

/** Takes a new password from a user who shows the code that was sent (API reference, ConfirmForgotPassword). */
export const confirmForgotPassword = operation({
  name: 'ConfirmForgotPassword',
  access: 'none',
  uses: ['attempts', 'clock', 'lockout', 'pools', 'triggers', 'users'],
  async handle(services, request, { region }) {
    const named = namedUser(services, 'ConfirmForgotPassword', request, region);
    if (named.found === undefined) throw unknownUser(named.client, codeMismatch);
    const user = await services.users.exclusively(named.found, (fresh) =>
      resetPassword(services, named, fresh, request),
    );
    const { client, pool } = named;
    const occasion = { pool, clientId: client.id, clientMetadata: request.ClientMetadata };
    await postConfirmation(services.triggers, occasion, 'ConfirmForgotPassword', user);
    return {};
  },
});

/** The code proves the address it went to, and whoever shows it is no guesser any more. */
async function resetPassword(
  { users, lockout, clock }: Pick<Services, 'clock' | 'lockout' | 'users'>,
  { client, pool }: ClientOfPool,
  user: User,
  { ConfirmationCode: given, Password }: InputOf<'ConfirmForgotPassword'>,
): Promise<User> {
  if (!user.enabled && hidesUserExistence(client)) throw codeMismatch();
  requireEnabled(user);
  const { attribute } = checkCode(clock, user.codes, 'passwordReset', given);
  const change = {
    attributes: { ...user.attributes, [`${attribute}_verified`]: 'true' },
    status: 'CONFIRMED',
    password: chosenPassword(pool, user, Password),
    codes: withoutCode(user.codes, 'passwordReset'),
  } as const;
  const changed = changedUser(pool, user, change, clock.nowMilliseconds());
  await users.save(changed);
  lockout.succeeded(lockoutName(user));
  return changed;
}
