import { limitExceededBy, invalidParameter } from '../errors.js';
import { randomClientSecret } from '../random.js';
import type { ClientSecret, UserPoolClient } from './user-pool-client.js';

const mostSecrets = 2;

/** `<client-id>--<epoch-create-time>` (SDK, ClientSecretDescriptorType). */
export const clientSecretId = (client: UserPoolClient, { createdAt }: ClientSecret) =>
  `${client.id}--${createdAt}`;

/** The first secret of a client, the administrator's own or one made up. */
export const newClientSecret = (now: number, value = randomClientSecret()): ClientSecret => ({
  value,
  createdAt: now,
});

/**
 * A second secret for a client, to take the place of the first (SDK, AddUserPoolClientSecret).
 * @param value one the administrator chose; without it one is made up
 * @throws InvalidParameterException for a public client and for the secret it has already, LimitExceededException for a
 *   third.
 */
export function secondSecret(
  { id, secrets }: UserPoolClient,
  value: string | undefined,
  now: number,
): ClientSecret {
  const [first] = secrets;
  if (first === undefined) throw invalidParameter(`Client ${id} is not configured with a secret.`);
  if (secrets.length >= mostSecrets)
    throw limitExceededBy(`A client can have no more than ${mostSecrets} secrets.`);
  if (value === first.value) throw invalidParameter('The client has this secret already.');
  return { value: value ?? randomClientSecret(), createdAt: Math.max(now, first.createdAt + 1) };
}

/**
 * The secrets that are left when one is deleted (SDK, DeleteUserPoolClientSecret).
 * @throws InvalidParameterException for the last one; nothing when the client has no secret of that id.
 */
export function secretsWithout(
  client: UserPoolClient,
  secretId: string,
): readonly ClientSecret[] | undefined {
  const left = client.secrets.filter((secret) => clientSecretId(client, secret) !== secretId);
  if (left.length === client.secrets.length) return undefined;
  if (left.length === 0) throw invalidParameter('The last secret of a client can not be deleted.');
  return left;
}

/**
 * A client's secrets after a start, given the value its template's secret has from then on. A value that is stated anew
 * is the only secret; one that was stated before changes nothing, as it may have been replaced and deleted since.
 */
export function secretsAfterStart(
  kept: Pick<UserPoolClient, 'secrets' | 'statedSecret'> | undefined,
  stated: string,
  now: number,
): readonly ClientSecret[] {
  const secrets = kept?.secrets ?? [];
  const isKnown = stated === kept?.statedSecret || secrets.some(({ value }) => value === stated);
  return isKnown && secrets.length > 0 ? secrets : [{ value: stated, createdAt: now }];
}
