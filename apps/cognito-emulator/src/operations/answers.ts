import { mayRead } from '../domain/pool/client-rules.js';
import type { Group } from '../domain/pool/group.js';
import type { IdentityProvider } from '../domain/pool/identity-provider.js';
import { shownDetails } from '../domain/pool/provider-details.js';
import type { ResourceServer } from '../domain/pool/resource-server.js';
import type { UserPoolClient } from '../domain/pool/user-pool-client.js';
import { attributeList, computedAttributes, type User } from '../domain/user/user.js';

/** A time as AWS JSON writes it: seconds since the epoch, with a fraction. */
export const timestamp = (milliseconds: number) => milliseconds / 1_000;

/** A user as lists and AdminCreateUser show one (UserType). */
export function userType(user: User, wanted?: readonly string[]) {
  return {
    Username: user.username,
    Attributes: attributeList(user).filter(({ Name }) => wanted?.includes(Name) ?? true),
    UserCreateDate: timestamp(user.createdAt),
    UserLastModifiedDate: timestamp(user.updatedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** The attributes a client may see; those that nobody writes are always among them. */
export function readableAttributes(user: User, client: UserPoolClient) {
  const computed = computedAttributes(user);
  return attributeList(user).filter(({ Name }) => Name in computed || mayRead(client, Name));
}

/** A group as the API shows one (GroupType). */
export function groupType(group: Group) {
  return {
    GroupName: group.name,
    UserPoolId: group.poolId,
    Description: group.description,
    RoleArn: group.roleArn,
    Precedence: group.precedence,
    LastModifiedDate: timestamp(group.updatedAt),
    CreationDate: timestamp(group.createdAt),
  };
}

/** A resource server as the API shows one (ResourceServerType). */
export function resourceServerType(server: ResourceServer) {
  return {
    UserPoolId: server.poolId,
    Identifier: server.identifier,
    Name: server.name,
    Scopes: server.scopes.map(({ name: ScopeName, description: ScopeDescription }) => ({
      ScopeName,
      ScopeDescription,
    })),
  };
}

/** An identity provider as the API shows one (IdentityProviderType). */
export function identityProviderType(provider: IdentityProvider) {
  return {
    UserPoolId: provider.poolId,
    ProviderName: provider.name,
    ProviderType: provider.type,
    ProviderDetails: shownDetails(provider),
    AttributeMapping: provider.attributeMapping,
    IdpIdentifiers: provider.identifiers,
    AcrMapping: provider.acrMapping,
    LastModifiedDate: timestamp(provider.updatedAt),
    CreationDate: timestamp(provider.createdAt),
  };
}
