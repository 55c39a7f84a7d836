import { notAuthorized, userNotFound } from '../domain/errors.js';
import { hidesUserExistence } from '../domain/pool/client-rules.js';
import type { UserPool } from '../domain/pool/user-pool.js';
import { checkSecretHash } from '../domain/secret-hash.js';
import { checkCode, expiredCode, withoutCode } from '../domain/user/codes.js';
import type { User } from '../domain/user/user.js';
import { changedUser } from './accounts/changed-user.js';
import { freedAlias } from './accounts/freed-alias.js';
import { operation } from './operation.js';
import type { Services } from './services.js';

const mostTriesPerHour = 15;

/** Confirms a user by the code that was sent to it (API reference, ConfirmSignUp). */
export const confirmSignUp = operation({
  name: 'ConfirmSignUp',
  access: 'none',
  async handle(services, request, { region }) {
    const { users, pools, attempts } = services;
    const { client, pool } = pools.getClient(request.ClientId, region);
    checkSecretHash(client, [request.Username], request.SecretHash);
    const found = users.find(pool, request.Username);
    attempts.take(
      'ConfirmSignUp',
      `${pool.id}/${found?.sub ?? request.Username}`,
      mostTriesPerHour,
    );
    if (found === undefined)
      throw hidesUserExistence(client)
        ? expiredCode()
        : userNotFound('Username/client id combination not found.');
    await users.exclusively(found, (user) => confirm(services, pool, user, request));
    return {};
  },
});

async function confirm(
  { users, clock }: Services,
  pool: UserPool,
  user: User,
  given: { readonly ConfirmationCode: string; readonly ForceAliasCreation?: boolean | undefined },
): Promise<void> {
  if (user.status !== 'UNCONFIRMED')
    throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  const { attribute } = checkCode(clock, user.codes, 'signUp', given.ConfirmationCode);
  const attributes = { ...user.attributes, [`${attribute}_verified`]: 'true' };
  const codes = withoutCode(user.codes, 'signUp');
  const change = { attributes, status: 'CONFIRMED', codes } as const;
  const confirmed = changedUser(pool, user, change, clock.nowMilliseconds());
  const takesAlias = given.ForceAliasCreation === true;
  await users.save(confirmed, takesAlias ? freedAlias(users, pool, confirmed, attribute) : []);
}
