import { mayRead } from '../domain/pool/client-rules.js';
import type { Group } from '../domain/pool/group.js';
import type { IdentityProvider } from '../domain/pool/identity-provider.js';
import {
  type ManagedLoginBranding,
  mergedSettings,
} from '../domain/pool/managed-login-branding.js';
import { shownDetails } from '../domain/pool/provider-details.js';
import type { ResourceServer } from '../domain/pool/resource-server.js';
import type { RiskConfiguration } from '../domain/pool/risk-configuration.js';
import type { UICustomization } from '../domain/pool/ui-customization.js';
import type { UserPoolClient } from '../domain/pool/user-pool-client.js';
import type { UserSession } from '../domain/token/user-sessions.js';
import { mfaOptionsOf } from '../domain/user/mfa-preference.js';
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
    ...mfaOptionsOf(user.mfa),
  };
}

/** The attributes a client may see; those that nobody writes are always among them. */
export function readableAttributes(user: User, client: UserPoolClient) {
  const computed = computedAttributes(user);
  return attributeList(user).filter(({ Name }) => Name in computed || mayRead(client, Name));
}

/** A session as the API shows one; where it was last used from is not known (SessionDescriptionType). */
export const sessionDescription = (session: UserSession, isCurrent: boolean) => ({
  SessionId: session.id,
  SessionType: session.type,
  ClientId: session.clientId,
  CreateDate: timestamp(session.createdAt),
  LastActiveDate: timestamp(session.lastActiveAt),
  DeviceType: 'unknown',
  OriginSessionId: session.originId,
  IsCurrentSession: isCurrent,
});

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

/** A provider as it is shown to who makes or changes it: with identifiers when they were stated in that request. */
export function writtenProviderType(
  provider: IdentityProvider,
  { IdpIdentifiers: stated }: { readonly IdpIdentifiers?: readonly string[] | undefined },
) {
  const { IdpIdentifiers: _identifiers, ...shown } = identityProviderType(provider);
  return stated === undefined ? shown : { ...shown, IdpIdentifiers: provider.identifiers };
}

/** Cognito's own aren't shown, unless they are asked for. */
const ownSettings = ({ usesCognitoValues, settings }: ManagedLoginBranding) =>
  usesCognitoValues ? undefined : settings;

/** Threat protection's settings as the API shows them (RiskConfigurationType). */
export function riskConfigurationType(settings: RiskConfiguration) {
  return {
    UserPoolId: settings.poolId,
    ClientId: settings.clientId,
    CompromisedCredentialsRiskConfiguration: settings.compromisedCredentials,
    AccountTakeoverRiskConfiguration: settings.accountTakeover,
    RiskExceptionConfiguration: settings.exceptions,
    LastModifiedDate: timestamp(settings.updatedAt),
  };
}

/** A look of the classic hosted UI as the API shows one (UICustomizationType). */
export function uiCustomizationType(customization: UICustomization, publicUrl: string) {
  const { poolId, clientId, cssVersion, logo } = customization;
  const images = `${publicUrl}/${poolId}/${clientId}/${cssVersion}/assets/images`;
  return {
    UserPoolId: poolId,
    ClientId: clientId,
    ImageUrl: logo && `${images}/image.${logo.extension}`,
    CSS: customization.css,
    CSSVersion: cssVersion,
    LastModifiedDate: timestamp(customization.updatedAt),
    CreationDate: timestamp(customization.createdAt),
  };
}

/** A style as the API shows one (ManagedLoginBrandingType). */
export function managedLoginBrandingType(branding: ManagedLoginBranding, isMerged = false) {
  return {
    ManagedLoginBrandingId: branding.id,
    UserPoolId: branding.poolId,
    UseCognitoProvidedValues: branding.usesCognitoValues,
    Settings: isMerged ? mergedSettings(branding) : ownSettings(branding),
    Assets: branding.assets,
    CreationDate: timestamp(branding.createdAt),
    LastModifiedDate: timestamp(branding.updatedAt),
  };
}
