import { completeMapping } from '../../domain/pool/provider-details.js';
import { CreateIdentityProviderRequest } from '../../generated/service-model.js';
import { checked, poolLogicalIdOf, type ResourceType, textOr } from './resource-type.js';

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
          details: provider.ProviderDetails,
          attributeMapping: completeMapping(type, provider.AttributeMapping ?? {}),
          identifiers: provider.IdpIdentifiers ?? [],
          declaredAs: context.logicalId,
        },
      ],
    };
  },
};
