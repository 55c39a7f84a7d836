import { completeMapping, oidcUrls } from '../../domain/pool/provider-details.js';
import { CreateIdentityProviderRequest } from '../../generated/service-model.js';
import {
  checked,
  poolLogicalIdOf,
  type ReadContext,
  type ResourceType,
  textOr,
  urlOrStandIn,
} from './resource-type.js';

export const userPoolIdentityProvider: ResourceType = {
  type: 'AWS::Cognito::UserPoolIdentityProvider',
  ref: ({ ProviderName: name }, { logicalId }) => textOr(name, logicalId),
  read(given, context) {
    const provider = checked(CreateIdentityProviderRequest, given, context);
    poolLogicalIdOf(provider.UserPoolId, context);
    const type = provider.ProviderType;
    return {
      identityProviders: [
        {
          poolId: provider.UserPoolId,
          name: provider.ProviderName,
          type,
          details: detailsOf(provider.ProviderDetails, context),
          attributeMapping: completeMapping(type, provider.AttributeMapping ?? {}),
          identifiers: provider.IdpIdentifiers ?? [],
          declaredAs: context.logicalId,
        },
      ],
    };
  },
};

const detailUrls = [...oidcUrls, 'MetadataURL'];

function detailsOf(details: Readonly<Record<string, string>>, context: ReadContext) {
  const entries = Object.entries(details).map(([name, text]) => {
    const isUrl = detailUrls.includes(name);
    return [name, isUrl ? urlOrStandIn(text, `ProviderDetails.${name}`, context) : text];
  });
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}
