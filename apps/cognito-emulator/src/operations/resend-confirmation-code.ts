import { invalidParameter, userNotFound } from '../domain/errors.js';
import { hidesUserExistence } from '../domain/pool/client-rules.js';
import { attributeToVerify } from '../domain/pool/pool-rules.js';
import type { UserPool } from '../domain/pool/user-pool.js';
import { checkSecretHash } from '../domain/secret-hash.js';
import { codeDelivery, pretendedDelivery } from '../domain/user/code-delivery.js';
import { newCode, withCode } from '../domain/user/codes.js';
import { confirmationMessage } from '../domain/user/notices.js';
import type { User } from '../domain/user/user.js';
import { changedUser } from './accounts/changed-user.js';
import { operation } from './operation.js';
import type { Services } from './services.js';

const mostCodesPerHour = 5;

/** Sends a new code in the place of the last one (API reference, ResendConfirmationCode). */
export const resendConfirmationCode = operation({
  name: 'ResendConfirmationCode',
  access: 'none',
  async handle(services, request, { region }) {
    const { users, pools, attempts } = services;
    const { client, pool } = pools.getClient(request.ClientId, region);
    checkSecretHash(client, [request.Username], request.SecretHash);
    const found = users.find(pool, request.Username);
    const name = `${pool.id}/${found?.sub ?? request.Username}`;
    attempts.take('ResendConfirmationCode', name, mostCodesPerHour);
    if (found === undefined) {
      if (hidesUserExistence(client))
        return { CodeDeliveryDetails: pretendedDelivery(request.Username) };
      throw userNotFound('Username/client id combination not found.');
    }
    return users.exclusively(found, (user) => resend(services, pool, user));
  },
});

async function resend(services: Services, pool: UserPool, user: User): Promise<object> {
  const { users, outbox, clock } = services;
  if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
  const attribute = attributeToVerify(pool, user.attributes);
  if (attribute === undefined) throw invalidParameter('Auto verification not turned on.');
  const sent = newCode(clock, 'signUp', attribute);
  const message = confirmationMessage(pool, user, sent, 'ResendCode');
  const codes = withCode(user.codes, 'signUp', sent);
  const waiting = changedUser(pool, user, { codes }, clock.nowMilliseconds());
  await users.save(waiting, outbox.deliver(message));
  return { CodeDeliveryDetails: codeDelivery(attribute, user.attributes[attribute] ?? '') };
}
