import { ownedByPool } from '../owners.js';
import type { Collection } from '../store.js';

/** An API whose scopes clients ask for. */
export interface ResourceServer {
  readonly poolId: string;
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
  readonly declaredAs?: string | undefined;
}

export const resourceServers: Collection<ResourceServer> = {
  name: 'resourceServers',
  keyOf: ({ poolId, identifier }) => `${poolId}/${identifier}`,
  owners: { pool: ownedByPool },
  indexes: {},
};

/** Scopes that Cognito itself defines. */
export const systemScopes = [
  'openid',
  'email',
  'phone',
  'profile',
  'aws.cognito.signin.user.admin',
];

/** The scope of tokens from an API sign-in; it lets their holder use the self-service operations. */
export const selfServiceScope = 'aws.cognito.signin.user.admin';

/** Scopes as tokens and requests write them, `<identifier>/<name>`. */
export const scopesOf = (server: ResourceServer) =>
  server.scopes.map(({ name }) => `${server.identifier}/${name}`);
