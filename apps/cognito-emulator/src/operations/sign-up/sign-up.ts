import { invalidParameter, notAuthorized } from '../../domain/errors.js';
import { checkPasswordPolicy } from '../../domain/password/password-policy.js';
import { newPasswordRecord } from '../../domain/password/password-record.js';
import { canonicalName } from '../../domain/pool/pool-rules.js';
import type { ClientOfPool } from '../../domain/pool/pools.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { checkSecretHash } from '../../domain/secret-hash.js';
import { preSignUp } from '../../domain/trigger/pre-sign-up.js';
import {
  attributesOfNewUser,
  requireAttributes,
  requireWritable,
} from '../../domain/user/attribute-checks.js';
import { nameFault } from '../../domain/user/sign-in-names.js';
import { type Attributes, contactAttributes, type User } from '../../domain/user/user.js';
import { newUser } from '../users/new-user.js';
import { allowsPasswordless, canReceiveCodes } from '../users/passwordless.js';
import { registerUser } from './register-user.js';
import { pairsIn } from '../users/validation-data.js';
import { type InputOf, operation } from '../operation.js';
import type { Services } from '../services.js';
import { messageServices } from '../messages/message-services.js';

/** Makes a user that has to prove an address before signing in (API reference, SignUp). */
export const signUp = operation({
  name: 'SignUp',
  access: 'none',
  uses: ['authEvents', 'challenges', 'pools', ...messageServices],
  async handle(services, request, { region }) {
    const at = services.pools.getClient(request.ClientId, region);
    checkSecretHash(at.client, [request.Username], request.SecretHash);
    if (at.pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true)
      throw notAuthorized('SignUp is not permitted for this user pool');
    const user = userFrom(services, at, request);
    const { Username: username, ClientMetadata: clientMetadata } = request;
    const validationData = pairsIn(request.ValidationData);
    const occasion = { pool: at.pool, clientId: at.client.id, clientMetadata, validationData };
    const verdict = await preSignUp(services.triggers, occasion, 'SignUp', user);
    return registerUser(services, at, { user, username, clientMetadata }, verdict);
  },
});

/** The user a request describes. @throws InvalidParameterException, InvalidPasswordException, NotAuthorizedException */
function userFrom(
  { clock }: Pick<Services, 'clock'>,
  { client, pool }: ClientOfPool,
  request: InputOf<'SignUp'>,
): User {
  const { Username: username } = request;
  const fault = nameFault(pool, username);
  if (fault !== undefined) throw invalidParameter(fault);
  const attributes = attributesOfNewUser(pool, request.UserAttributes);
  requireWritable(client, Object.keys(attributes));
  const status = 'UNCONFIRMED';
  const user = newUser(pool, { username, attributes, status }, clock.nowMilliseconds());
  requireOwnName(pool, attributes, user);
  requireAttributes(pool, user.attributes);
  const password = passwordOf(pool, user, request.Password);
  return { ...user, password };
}

/** There may be none where codes take its place (API reference, SignUp "Password"). */
function passwordOf(pool: UserPool, user: User, given: string | undefined): User['password'] {
  if (given !== undefined) {
    checkPasswordPolicy(pool, given, 'user');
    return newPasswordRecord(user, given);
  }
  if (!allowsPasswordless(pool)) throw invalidParameter('Missing required parameter PASSWORD');
  if (!canReceiveCodes(pool, user.attributes))
    throw invalidParameter('A user without a password needs an email address or a phone number.');
  return undefined;
}

/** An address given both as the name and as an attribute has to be the same one. */
function requireOwnName(pool: UserPool, given: Attributes, { attributes }: User): void {
  for (const name of contactAttributes) {
    const [stated = '', kept = ''] = [given[name], attributes[name]];
    if (stated !== '' && canonicalName(pool, stated) !== canonicalName(pool, kept))
      throw invalidParameter(`Username and the attribute ${name} must be the same.`);
  }
}
