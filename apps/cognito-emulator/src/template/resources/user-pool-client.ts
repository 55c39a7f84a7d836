import { clientIdFrom } from '../../domain/pool/pool-ids.js';
import type { UserPoolClientSettings } from '../../domain/pool/user-pool-client.js';
import { CreateUserPoolClientRequest } from '../../generated/service-model.js';
import {
  checked,
  poolLogicalIdOf,
  type ReadContext,
  type ResourceType,
  textOr,
  urlOrStandIn,
} from './resource-type.js';

/** A secret of one's own is for the API alone. */
const properties = CreateUserPoolClientRequest.omit({ ClientSecret: true }).partial({
  ClientName: true,
});

export const userPoolClient: ResourceType = {
  type: 'AWS::Cognito::UserPoolClient',
  ref: ({ UserPoolId: poolId }, context) => idOf(String(poolId), context),
  attribute(name, { UserPoolId: poolId, ClientName: clientName }, context) {
    if (name === 'ClientId') return idOf(String(poolId), context);
    return name === 'Name' ? textOr(clientName, context.logicalId) : undefined;
  },
  read(given, context) {
    const { logicalId } = context;
    const {
      UserPoolId: poolId,
      ClientName: name = logicalId,
      GenerateSecret: hasSecret = false,
      ...settings
    } = checked(properties, given, context);
    const id = idOf(poolId, context);
    const urls = urlsOf(settings, context);
    return {
      clients: [{ logicalId, poolId, id, name, hasSecret, settings: { ...settings, ...urls } }],
    };
  },
};

function urlsOf(settings: UserPoolClientSettings, context: ReadContext): UserPoolClientSettings {
  const { CallbackURLs: callbacks, LogoutURLs: logouts, DefaultRedirectURI: preset } = settings;
  const usable = (property: string) => (url: string) => urlOrStandIn(url, property, context);
  return {
    ...(callbacks && { CallbackURLs: callbacks.map(usable('CallbackURLs')) }),
    ...(logouts && { LogoutURLs: logouts.map(usable('LogoutURLs')) }),
    ...(preset === undefined ? {} : { DefaultRedirectURI: usable('DefaultRedirectURI')(preset) }),
  };
}

const idOf = (poolId: string, context: ReadContext) =>
  clientIdFrom(poolLogicalIdOf(poolId, context), context.logicalId);
