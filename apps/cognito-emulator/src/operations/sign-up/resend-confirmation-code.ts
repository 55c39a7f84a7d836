import { invalidParameter } from '../../domain/errors.js';
import { hidesUserExistence } from '../../domain/pool/client-rules.js';
import { attributeToVerify } from '../../domain/pool/pool-rules.js';
import type { ClientOfPool } from '../../domain/pool/pools.js';
import type { ClientMetadata } from '../../domain/token/pre-token-generation.js';
import { pretendedDelivery } from '../../domain/user/code-delivery.js';
import type { User } from '../../domain/user/user.js';
import { namedUser, requireEnabled, unknownUser } from '../users/named-user.js';
import { sendCode } from '../messages/send-code.js';
import { operation } from '../operation.js';
import type { Services } from '../services.js';
import { messageServices, type MessageServices } from '../messages/message-services.js';

/** Sends a new code in the place of the last one (API reference, ResendConfirmationCode). */
export const resendConfirmationCode = operation({
  name: 'ResendConfirmationCode',
  access: 'none',
  uses: ['attempts', 'authEvents', 'pools', ...messageServices],
  async handle(services, request, { region }) {
    const named = namedUser(services, 'ResendConfirmationCode', request, region);
    const { client, pool, found } = named;
    if (hidesUserExistence(client) && found?.enabled !== true)
      return { CodeDeliveryDetails: pretendedDelivery(pool, request.Username) };
    if (found === undefined) throw unknownUser(client);
    return services.users.exclusively(found, (user) =>
      resend(services, named, user, request.ClientMetadata),
    );
  },
});

async function resend(
  services: MessageServices & Pick<Services, 'authEvents'>,
  { pool, client }: ClientOfPool,
  user: User,
  clientMetadata: ClientMetadata,
): Promise<object> {
  if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
  requireEnabled(user);
  const attribute = attributeToVerify(pool, user.attributes);
  if (attribute === undefined) throw invalidParameter('Auto verification not turned on.');
  const kind = 'ResendCode';
  const wanted = { purpose: 'signUp', attribute, kind, client, clientMetadata } as const;
  const sent = await sendCode(services, pool, user, wanted);
  const happened = { type: 'ResendCode', response: 'Pass' } as const;
  const event = services.authEvents.changes(pool, user, happened);
  await services.users.save(sent.user, [...sent.changes, ...event]);
  return { CodeDeliveryDetails: sent.delivery };
}
