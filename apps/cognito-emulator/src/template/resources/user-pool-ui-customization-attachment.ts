import { allClients, lookFrom } from '../../domain/pool/ui-customization.js';
import { SetUICustomizationRequest } from '../../generated/service-model.js';
import { refusable } from '../refused.js';
import { checked, poolLogicalIdOf, type ResourceType } from './resource-type.js';

export const userPoolUICustomizationAttachment: ResourceType = {
  type: 'AWS::Cognito::UserPoolUICustomizationAttachment',
  ref: (_properties, { logicalId }) => logicalId,
  read(given, context) {
    const { logicalId } = context;
    const stated = checked(SetUICustomizationRequest, given, context);
    const { UserPoolId: poolId, ClientId: clientId = allClients, CSS: css = '' } = stated;
    poolLogicalIdOf(poolId, context);
    const look = refusable(logicalId, () => lookFrom(css, ''));
    return { uiCustomizations: [{ poolId, clientId, ...look, declaredAs: logicalId }] };
  },
};
