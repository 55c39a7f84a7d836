import { withEventFilter } from '../../domain/pool/risk-configuration.js';
import { allClients } from '../../domain/pool/ui-customization.js';
import { SetRiskConfigurationRequest } from '../../generated/service-model.js';
import { checked, poolLogicalIdOf, type ResourceType } from './resource-type.js';

export const userPoolRiskConfigurationAttachment: ResourceType = {
  type: 'AWS::Cognito::UserPoolRiskConfigurationAttachment',
  ref: (_properties, { logicalId }) => logicalId,
  read(given, context) {
    const stated = checked(SetRiskConfigurationRequest, given, context);
    poolLogicalIdOf(stated.UserPoolId, context);
    return {
      riskConfigurations: [
        {
          poolId: stated.UserPoolId,
          clientId: stated.ClientId === allClients ? undefined : stated.ClientId,
          compromisedCredentials: withEventFilter(stated.CompromisedCredentialsRiskConfiguration),
          accountTakeover: stated.AccountTakeoverRiskConfiguration,
          exceptions: stated.RiskExceptionConfiguration,
          declaredAs: context.logicalId,
        },
      ],
    };
  },
};
