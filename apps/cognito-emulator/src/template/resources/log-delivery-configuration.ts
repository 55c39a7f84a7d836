import { SetLogDeliveryConfigurationRequest } from '../../generated/service-model.js';
import { checked, poolLogicalIdOf, type ResourceType } from './resource-type.js';

const properties = SetLogDeliveryConfigurationRequest.partial({ LogConfigurations: true });

export const logDeliveryConfiguration: ResourceType = {
  type: 'AWS::Cognito::LogDeliveryConfiguration',
  ref: ({ UserPoolId: poolId }) => String(poolId),
  attribute: (name, { UserPoolId: poolId }) => (name === 'Id' ? String(poolId) : undefined),
  read(given, context) {
    const stated = checked(properties, given, context);
    const { UserPoolId: poolId, LogConfigurations: configurations = [] } = stated;
    poolLogicalIdOf(poolId, context);
    return { logDeliveries: [{ poolId, configurations, declaredAs: context.logicalId }] };
  },
};
