import { invalidParameter, limitExceededBy, userNotFound } from '../errors.js';
import { type IdentityProvider, identityProviders } from '../pool/identity-provider.js';
import { identityIssuer, isSocial } from '../pool/provider-details.js';
import type { UserPool } from '../pool/user-pool.js';
import type { Store } from '../store.js';
import { type Identity, identityText, type User } from './user.js';
import type { Users } from './users.js';

/** How requests name the subject of a provider's tokens or assertions (SDK, AdminLinkProviderForUser). */
const subjectAttribute = 'Cognito_Subject';
/** How requests name the pool itself among providers. */
const localProvider = 'Cognito';
const mostIdentities = 5;

/** Whom a request means: a user of the pool, or somebody a provider knows (ProviderUserIdentifierType). */
export interface ProviderUser {
  readonly ProviderName?: string | undefined;
  readonly ProviderAttributeName?: string | undefined;
  readonly ProviderAttributeValue?: string | undefined;
}

export const isLocal = ({ ProviderName }: ProviderUser) => ProviderName === localProvider;

/** The name that the profile of somebody who signed in through a provider has in the pool. */
export const federatedUsername = (providerName: string, subject: string) =>
  `${providerName}_${subject}`;

/** The user of the pool a request means; @throws UserNotFoundException */
export function namedUser(users: Users, pool: UserPool, who: ProviderUser): User {
  const { ProviderName: provider = localProvider, ProviderAttributeValue: value = '' } = who;
  const name = provider === localProvider ? value : federatedUsername(provider, value);
  const user = value === '' ? undefined : users.find(pool, name);
  if (user === undefined) throw userNotFound();
  return user;
}

/**
 * The identity that a request wants linked, once it is sure that it may be: nobody has it, neither by a link nor by a
 * profile of its own.
 * @throws InvalidParameterException
 */
export function linkableIdentity(
  { store, users }: { readonly store: Store; readonly users: Users },
  pool: UserPool,
  source: ProviderUser,
  now: number,
): Identity {
  if (isLocal(source))
    throw invalidParameter(
      'Invalid SourceUser: Cognito users with a username/password may not be passed in as a ' +
        'SourceUser, only as a DestinationUser',
    );
  const provider = providerOf(store, pool, source);
  const identity = identityFrom(provider, source, now);
  if (hasProfile(users, pool, identity))
    throw invalidParameter(
      'Merging is not currently supported, provide a SourceUser that has not been signed up in ' +
        'order to link',
    );
  if (users.findByIdentity(pool.id, identity) !== undefined)
    throw invalidParameter('SourceUser is already linked to DestinationUser');
  return identity;
}

/** Whether somebody has signed in as this identity and become a user of its own. */
function hasProfile(users: Users, pool: UserPool, identity: Identity): boolean {
  const owner = users.findByIdentity(pool.id, identity);
  const own = owner?.identities?.find((one) => identityText(one) === identityText(identity));
  const name = federatedUsername(identity.providerName, identity.userId);
  return own?.primary === true || users.find(pool, name) !== undefined;
}

/** @throws LimitExceededException when the user has as many identities as a user may have. */
export function withIdentity({ identities = [] }: User, added: Identity): readonly Identity[] {
  if (identities.length >= mostIdentities)
    throw limitExceededBy('Exceeded the maximum number of identities linked to a user.');
  return [...identities, added];
}

/** The user an identity is linked to; @throws InvalidParameterException, UserNotFoundException */
export function linkedUser(
  { store, users }: { readonly store: Store; readonly users: Users },
  pool: UserPool,
  source: ProviderUser,
): { readonly user: User; readonly identity: Identity } {
  const identity = identityFrom(providerOf(store, pool, source), source, 0);
  const user = users.findByIdentity(pool.id, identity);
  if (user === undefined) throw userNotFound();
  return { user, identity };
}

export function withoutIdentity({ identities = [] }: User, gone: Identity): readonly Identity[] {
  return identities.filter((identity) => identityText(identity) !== identityText(gone));
}

function providerOf(store: Store, pool: UserPool, source: ProviderUser): IdentityProvider {
  const { ProviderName: name = '' } = source;
  const provider = store.get(identityProviders, `${pool.id}/${name}`);
  if (provider === undefined)
    throw invalidParameter(`The provider ${name} does not exist for User Pool ${pool.id}.`);
  return provider;
}

function identityFrom(provider: IdentityProvider, source: ProviderUser, now: number): Identity {
  const { ProviderAttributeName: attribute, ProviderAttributeValue: value } = source;
  if (value === undefined || value === '')
    throw invalidParameter('ProviderAttributeValue is required.');
  if (attribute === undefined || !linkingAttributes(provider).includes(attribute))
    throw invalidParameter(
      `Users of the provider ${provider.name} can not be linked by this ProviderAttributeName.`,
    );
  return {
    userId: value,
    providerName: provider.name,
    providerType: provider.type,
    issuer: identityIssuer(provider),
    primary: false,
    dateCreated: now,
    linkedBy: attribute === subjectAttribute ? undefined : attribute,
  };
}

/** Social providers' users are known by their subject, others also by any attribute that is mapped. */
function linkingAttributes({ type, attributeMapping }: IdentityProvider): readonly string[] {
  return isSocial(type) ? [subjectAttribute] : [subjectAttribute, ...Object.keys(attributeMapping)];
}
