import { hidesUserExistence } from '../../domain/pool/client-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { recoveryContact } from '../../domain/user/account-recovery.js';
import { pretendedDelivery } from '../../domain/user/code-delivery.js';
import type { User } from '../../domain/user/user.js';
import { namedUser, requireEnabled, unknownUser } from '../users/named-user.js';
import { requireResettable, requireSelfService, resetCodeTo, resetContact } from './reset-code.js';
import { migrated } from '../users/migrated-user.js';
import { sendCode, type WantedCode } from '../messages/send-code.js';
import { operation } from '../operation.js';
import type { Services } from '../services.js';
import { messageServices, type MessageServices } from '../messages/message-services.js';

/** Sends a code by which a new password can be chosen (API reference, ForgotPassword). */
export const forgotPassword = operation({
  name: 'ForgotPassword',
  access: 'none',
  uses: ['attempts', 'authEvents', 'pools', ...messageServices],
  async handle(services, request, { region }) {
    const named = namedUser(services, 'ForgotPassword', request, region);
    const { client, pool } = named;
    const { Username: username, ClientMetadata: clientMetadata } = request;
    requireSelfService(pool);
    const found = named.found ?? (await migrated(services, named, { username, clientMetadata }));
    if (found?.enabled === true) requireResettable(found);
    if (hidesUserExistence(client) && !canBeReached(pool, found))
      return { CodeDeliveryDetails: pretendedDelivery(pool, request.Username) };
    if (found === undefined) throw unknownUser(client);
    return services.users.exclusively(found, (user) =>
      sendResetCode(services, pool, user, { client, clientMetadata }),
    );
  },
});

/** Whoever can't be is answered for as if there were no such user (developer guide, "Managing error responses"). */
const canBeReached = (pool: UserPool, user: User | undefined) =>
  user?.enabled === true && recoveryContact(pool, user) !== undefined;

async function sendResetCode(
  services: MessageServices & Pick<Services, 'authEvents'>,
  pool: UserPool,
  user: User,
  asking: Pick<WantedCode, 'client' | 'clientMetadata'>,
): Promise<object> {
  requireEnabled(user);
  requireResettable(user);
  const wanted = { ...resetCodeTo(resetContact(pool, user)), ...asking };
  const sent = await sendCode(services, pool, user, wanted);
  const happened = { type: 'ForgotPassword', response: 'Pass' } as const;
  const event = services.authEvents.changes(pool, user, happened);
  await services.users.save(sent.user, [...sent.changes, ...event]);
  return { CodeDeliveryDetails: sent.delivery };
}
