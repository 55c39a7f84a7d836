import { scopesFrom } from '../../domain/pool/resource-server-rules.js';
import { CreateResourceServerRequest } from '../../generated/service-model.js';
import { refusable } from '../refused.js';
import { checked, poolLogicalIdOf, type ResourceType, textOr } from './resource-type.js';

export const userPoolResourceServer: ResourceType = {
  type: 'AWS::Cognito::UserPoolResourceServer',
  ref: ({ Identifier: name }, { logicalId }) => textOr(name, logicalId),
  read(given, context) {
    const { logicalId } = context;
    const server = checked(CreateResourceServerRequest, given, context);
    poolLogicalIdOf(server.UserPoolId, context);
    return {
      resourceServers: [
        {
          poolId: server.UserPoolId,
          identifier: server.Identifier,
          name: server.Name,
          scopes: refusable(logicalId, () => scopesFrom(server.Scopes)),
          declaredAs: logicalId,
        },
      ],
    };
  },
};
