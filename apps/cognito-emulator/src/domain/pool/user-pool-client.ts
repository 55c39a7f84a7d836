import { clientNotFound } from '../errors.js';
import { ownedByPool } from '../owners.js';
import type { Collection } from '../store.js';

/** A client's settings in the spelling of Cognito's API, kept whole as for a pool. */
export interface UserPoolClientSettings {
  readonly ExplicitAuthFlows?: readonly string[] | undefined;
  readonly AllowedOAuthFlows?: readonly string[] | undefined;
  readonly AllowedOAuthScopes?: readonly string[] | undefined;
  readonly CallbackURLs?: readonly string[] | undefined;
  readonly DefaultRedirectURI?: string | undefined;
  readonly LogoutURLs?: readonly string[] | undefined;
  readonly AllowedOAuthFlowsUserPoolClient?: boolean | undefined;
  readonly ReadAttributes?: readonly string[] | undefined;
  readonly WriteAttributes?: readonly string[] | undefined;
  readonly AccessTokenValidity?: number | undefined;
  readonly IdTokenValidity?: number | undefined;
  readonly RefreshTokenValidity?: number | undefined;
  readonly TokenValidityUnits?:
    | {
        readonly AccessToken?: string | undefined;
        readonly IdToken?: string | undefined;
        readonly RefreshToken?: string | undefined;
      }
    | undefined;
  readonly RefreshTokenRotation?:
    | {
        readonly Feature?: string | undefined;
        readonly RetryGracePeriodSeconds?: number | undefined;
      }
    | undefined;
  readonly EnableTokenRevocation?: boolean | undefined;
  readonly PreventUserExistenceErrors?: string | undefined;
  readonly AuthSessionValidity?: number | undefined;
  readonly AnalyticsConfiguration?:
    | { readonly ApplicationArn?: string | undefined; readonly [setting: string]: unknown }
    | undefined;
  readonly [setting: string]: unknown;
}

/** One of the secrets a client proves itself with. */
export interface ClientSecret {
  readonly value: string;
  /** Different for each secret of a client, as its id is made of it. */
  readonly createdAt: number;
}

export interface UserPoolClient {
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  /** One, or two while the first is being replaced; none for a public client. Oldest first. */
  readonly secrets: readonly ClientSecret[];
  /** The secret that the template's client was last started with, whether it still has it or not. */
  readonly statedSecret?: string | undefined;
  readonly settings: UserPoolClientSettings;
  /** For how long it takes over the sign-in of a browser, where that was set. */
  readonly ssoMinutes?: number | undefined;
  readonly declaredAs?: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Client ids are unique across pools: unsigned requests name nothing else. */
export const userPoolClients: Collection<UserPoolClient> = {
  name: 'userPoolClients',
  keyOf: (client) => client.id,
  owners: { pool: ownedByPool },
  owns: 'client',
  indexes: {},
};

/** @throws ResourceNotFoundException unless the client is one of the pool's. */
export function requireClientOfPool(
  client: UserPoolClient | undefined,
  poolId: string,
  clientId: string,
): UserPoolClient {
  if (client?.poolId !== poolId) throw clientNotFound(clientId);
  return client;
}
