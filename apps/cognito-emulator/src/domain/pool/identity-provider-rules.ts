import { invalidParameter, limitExceededBy, ServiceError } from '../errors.js';
import { firstOf, type Store } from '../store.js';
import {
  type IdentityProvider,
  identityProviders,
  type ProviderType,
} from './identity-provider.js';
import { checkDetails, isSocial } from './provider-details.js';
import type { UserPool } from './user-pool.js';

/** Developer guide, "Quotas in Amazon Cognito". */
const mostProvidersOfPool = 300;

const socialTypes: readonly string[] = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];
const acrLevels = ['Level1', 'Level2', 'Level3', 'Level4'];

/** @throws ResourceNotFoundException */
export function requireIdentityProvider(
  store: Store,
  poolId: string,
  name: string,
  /** How the operation puts it. */
  whose: 'for tenantId' | 'in User Pool' = 'for tenantId',
): IdentityProvider {
  const provider = store.get(identityProviders, `${poolId}/${name}`);
  if (provider === undefined)
    throw new ServiceError(
      'ResourceNotFoundException',
      `Identity provider ${name} ${whose} ${poolId} does not exist.`,
    );
  return provider;
}

/** @throws ResourceNotFoundException */
export function requireProviderByIdentifier(
  store: Store,
  poolId: string,
  identifier: string,
): IdentityProvider {
  const provider = firstOf(store.find(identityProviders, 'identifier', `${poolId}/${identifier}`));
  if (provider === undefined)
    throw new ServiceError(
      'ResourceNotFoundException',
      `Identity provider with identifier ${identifier} does not exist.`,
    );
  return provider;
}

/** @throws DuplicateProviderException, LimitExceededException or InvalidParameterException */
export function checkNewProvider(store: Store, pool: UserPool, provider: IdentityProvider): void {
  const { name, type } = provider;
  checkName(name, type);
  if (store.get(identityProviders, identityProviders.keyOf(provider)) !== undefined)
    throw new ServiceError(
      'DuplicateProviderException',
      `${name} already exists for tenant ${pool.id}.`,
    );
  if (store.count(identityProviders, 'pool', pool.id) >= mostProvidersOfPool)
    throw limitExceededBy('Exceeded the maximum number of identity providers of a user pool.');
  checkProvider(store, pool, provider);
}

/** The checks of a provider that is made or changed; @throws InvalidParameterException */
export function checkProvider(store: Store, pool: UserPool, provider: IdentityProvider): void {
  checkDetails(provider);
  checkMapping(pool, provider.attributeMapping);
  checkIdentifiers(store, provider);
  checkAcrMapping(provider);
}

/** Social providers bear the name of their type, and nothing else may; `COGNITO` is the pool itself. */
function checkName(name: string, type: ProviderType): void {
  if (name.toUpperCase() === 'COGNITO')
    throw invalidParameter(`The provider name ${name} is reserved.`);
  if (isSocial(type) ? name !== type : socialTypes.includes(name))
    throw invalidParameter(`Provider ${name} cannot be of type ${type}.`);
}

/** Attributes that can't change may be mapped to: it is the second sign-in that fails for them. */
function checkMapping(pool: UserPool, mapping: Readonly<Record<string, string>>): void {
  const names = pool.settings.SchemaAttributes?.map(({ Name }) => Name) ?? [];
  const targets = new Set(['username', ...names.filter((name) => name !== 'sub')]);
  const wrong = Object.keys(mapping).filter((name) => !targets.has(name));
  if (wrong.length > 0)
    throw invalidParameter(`AttributeMapping contains invalid mapping: [${wrong.join(', ')}]`);
}

function checkIdentifiers(store: Store, provider: IdentityProvider): void {
  const { poolId, identifiers, name } = provider;
  if (new Set(identifiers).size < identifiers.length)
    throw invalidParameter('IdpIdentifiers must be different from each other.');
  for (const identifier of identifiers) {
    const owner = firstOf(store.find(identityProviders, 'identifier', `${poolId}/${identifier}`));
    if (owner !== undefined && owner.name !== name)
      throw invalidParameter(`${identifier} already exists in user pool ${poolId}`);
  }
}

function checkAcrMapping({ type, acrMapping }: IdentityProvider): void {
  if (acrMapping === undefined) return;
  if (type !== 'OIDC') throw invalidParameter('Only OIDC identity providers support AcrMapping.');
  if (Object.keys(acrMapping).some((level) => !acrLevels.includes(level)))
    throw invalidParameter('AcrMapping has levels from Level1 to Level4.');
}
