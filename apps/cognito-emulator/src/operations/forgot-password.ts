import { hidesUserExistence } from '../domain/pool/client-rules.js';
import type { UserPool } from '../domain/pool/user-pool.js';
import { recoveryContact } from '../domain/user/account-recovery.js';
import { pretendedDelivery } from '../domain/user/code-delivery.js';
import type { User } from '../domain/user/user.js';
import { namedUser, requireEnabled, unknownUser } from './accounts/named-user.js';
import {
  requireResettable,
  requireSelfService,
  resetCodeTo,
  resetContact,
} from './accounts/reset-code.js';
import { sendCode } from './accounts/send-code.js';
import { operation } from './operation.js';
import type { Services } from './services.js';

/** Sends a code by which a new password can be chosen (API reference, ForgotPassword). */
export const forgotPassword = operation({
  name: 'ForgotPassword',
  access: 'none',
  handle(services, request, { region }) {
    const { client, pool, found } = namedUser(services, 'ForgotPassword', request, region);
    requireSelfService(pool);
    if (found?.enabled === true) requireResettable(found);
    if (hidesUserExistence(client) && !canBeReached(pool, found))
      return { CodeDeliveryDetails: pretendedDelivery(pool, request.Username) };
    if (found === undefined) throw unknownUser(client);
    return services.users.exclusively(found, (user) => sendResetCode(services, pool, user));
  },
});

/** Whoever can't be is answered for as if there were no such user (developer guide, "Managing error responses"). */
const canBeReached = (pool: UserPool, user: User | undefined) =>
  user?.enabled === true && recoveryContact(pool, user) !== undefined;

async function sendResetCode(services: Services, pool: UserPool, user: User): Promise<object> {
  requireEnabled(user);
  requireResettable(user);
  const sent = sendCode(services, pool, user, resetCodeTo(resetContact(pool, user)));
  const happened = { type: 'ForgotPassword', response: 'Pass' } as const;
  const event = services.authEvents.changes(pool, user, happened);
  await services.users.save(sent.user, [...sent.changes, ...event]);
  return { CodeDeliveryDetails: sent.delivery };
}
