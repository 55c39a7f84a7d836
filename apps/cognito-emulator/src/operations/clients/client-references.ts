import { invalidParameter } from '../../domain/errors.js';
import { identityProviders } from '../../domain/pool/identity-provider.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import { schemaOf } from '../../domain/user/attribute-checks.js';
import type { Services } from '../services.js';

/** What no client can write (developer guide, "Attribute permissions and scopes"). */
const byAdmins: ReadonlySet<string> = new Set(['sub', 'email_verified', 'phone_number_verified']);

/**
 * Refuses a client that names attributes or identity providers its pool doesn't have.
 * @throws InvalidParameterException
 */
export function checkClientReferences(
  { store }: Pick<Services, 'store'>,
  pool: UserPool,
  { settings }: UserPoolClient,
): void {
  const schema = schemaOf(pool);
  if (settings.ReadAttributes?.some((name) => !schema.has(name)) === true)
    throw invalidParameter('Invalid read attributes specified while creating a client');
  if (settings.WriteAttributes?.some((name) => !schema.has(name) || byAdmins.has(name)) === true)
    throw invalidParameter('Invalid write attributes specified while creating a client');
  const providers = (settings.SupportedIdentityProviders ?? []) as readonly string[];
  for (const name of providers)
    if (name !== 'COGNITO' && store.get(identityProviders, `${pool.id}/${name}`) === undefined)
      throw invalidParameter(`The provider ${name} does not exist for User Pool ${pool.id}.`);
}
