import { invalidParameter, notAuthorized } from '../domain/errors.js';
import { checkPasswordPolicy } from '../domain/password/password-policy.js';
import { newPasswordRecord } from '../domain/password/password-record.js';
import { attributeToVerify } from '../domain/pool/pool-rules.js';
import type { UserPool } from '../domain/pool/user-pool.js';
import { checkSecretHash } from '../domain/secret-hash.js';
import {
  attributesFrom,
  requireAttributes,
  requireWritable,
} from '../domain/user/attribute-checks.js';
import { codeDelivery } from '../domain/user/code-delivery.js';
import { newCode } from '../domain/user/codes.js';
import { confirmationMessage } from '../domain/user/notices.js';
import { nameFault } from '../domain/user/sign-in-names.js';
import type { User } from '../domain/user/user.js';
import { newUser } from './accounts/new-user.js';
import { operation } from './operation.js';
import type { Services } from './services.js';

/** Makes a user that has to prove an address before signing in (API reference, SignUp). */
export const signUp = operation({
  name: 'SignUp',
  access: 'none',
  async handle(services, request, { region }) {
    const { client, pool } = services.pools.getClient(request.ClientId, region);
    checkSecretHash(client, [request.Username], request.SecretHash);
    if (request.Password === undefined)
      throw invalidParameter('Missing required parameter PASSWORD');
    if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true)
      throw notAuthorized('SignUp is not permitted for this user pool');
    const fault = nameFault(pool, request.Username);
    if (fault !== undefined) throw invalidParameter(fault);
    const given = attributesFrom(pool, request.UserAttributes);
    requireWritable(client, Object.keys(given));
    const user = newUser(
      pool,
      { username: request.Username, attributes: given, status: 'UNCONFIRMED' },
      services.clock.nowMilliseconds(),
    );
    requireOwnName(given, user);
    requireAttributes(pool, user.attributes);
    checkPasswordPolicy(pool, request.Password, 'user');
    const kept = { ...user, password: newPasswordRecord(user, request.Password) };
    return keepAndNotify(services, pool, kept);
  },
});

/** An address given both as the name and as an attribute has to be the same one. */
function requireOwnName(given: Readonly<Record<string, string>>, user: User): void {
  for (const name of ['email', 'phone_number'])
    if (given[name] !== undefined && given[name] !== user.attributes[name])
      throw invalidParameter(`Username and the attribute ${name} must be the same.`);
}

async function keepAndNotify(services: Services, pool: UserPool, user: User): Promise<object> {
  const { users, outbox, clock } = services;
  const attribute = attributeToVerify(pool, user.attributes);
  if (attribute === undefined) {
    await users.create(user);
    return { UserConfirmed: false, UserSub: user.sub };
  }
  const sent = newCode(clock, 'signUp', attribute);
  const message = confirmationMessage(pool, user, sent, 'SignUp');
  await users.create({ ...user, codes: { signUp: sent } }, outbox.deliver(message));
  return {
    UserConfirmed: false,
    UserSub: user.sub,
    CodeDeliveryDetails: codeDelivery(attribute, user.attributes[attribute] ?? ''),
  };
}
