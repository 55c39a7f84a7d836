import { ownedByPool } from '../owners.js';
import type { Collection } from '../store.js';

export type ProviderType =
  'Facebook' | 'Google' | 'LoginWithAmazon' | 'OIDC' | 'SAML' | 'SignInWithApple';

type Texts = Readonly<Record<string, string>>;

/** A third-party identity provider that a pool's users may sign in with. */
export interface IdentityProvider {
  readonly poolId: string;
  readonly name: string;
  readonly type: ProviderType;
  /** ProviderDetails as they were stated; `providerDetails` completes them. */
  readonly details: Texts;
  /** The provider's claims by the attributes of the pool they are written to. */
  readonly attributeMapping: Texts;
  /** Other names the authorize endpoint knows the provider by, such as the domain of its users' email addresses. */
  readonly identifiers: readonly string[];
  /** The provider's `acr` values by the levels of the pool. */
  readonly acrMapping?: Texts | undefined;
  readonly declaredAs?: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const identityProviders: Collection<IdentityProvider> = {
  name: 'identityProviders',
  keyOf: ({ poolId, name }) => `${poolId}/${name}`,
  owners: { pool: ownedByPool },
  indexes: {
    identifier: {
      keysOf: ({ poolId, identifiers }) => identifiers.map((text) => `${poolId}/${text}`),
      unique: true,
    },
  },
};
