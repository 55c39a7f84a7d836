import { notAuthorized } from '../../domain/errors.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { ClientMetadata } from '../../domain/token/pre-token-generation.js';
import type { User } from '../../domain/user/user.js';
import { changedUser } from '../users/changed-user.js';
import { requireResettable, requireSelfService, resetCodeTo, resetContact } from './reset-code.js';
import { sendCode } from '../messages/send-code.js';
import { operation } from '../operation.js';
import { messageServices, type MessageServices } from '../messages/message-services.js';

/** Makes a user's password no good, and sends the code to choose another by (API reference, AdminResetUserPassword). */
export const adminResetUserPassword = operation({
  name: 'AdminResetUserPassword',
  access: 'iam',
  uses: ['pools', ...messageServices],
  async handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    const named = services.users.get(pool, request.Username);
    await services.users.exclusively(named, (user) =>
      reset(services, pool, user, request.ClientMetadata),
    );
    return {};
  },
});

async function reset(
  services: MessageServices,
  pool: UserPool,
  user: User,
  clientMetadata: ClientMetadata,
): Promise<void> {
  // In the words of this operation, which has no full stop there.
  if (!user.enabled) throw notAuthorized('User is disabled');
  requireSelfService(pool);
  requireResettable(user);
  const contact = resetContact(pool, user);
  const now = services.clock.nowMilliseconds();
  const waiting = changedUser(pool, user, { status: 'RESET_REQUIRED' }, now);
  const wanted = { ...resetCodeTo(contact), clientMetadata };
  const sent = await sendCode(services, pool, waiting, wanted);
  await services.users.save(sent.user, sent.changes);
}
