import { checkPrecedence } from '../../domain/pool/group-rules.js';
import { CreateGroupRequest } from '../../generated/service-model.js';
import { refusable } from '../refused.js';
import { checked, poolLogicalIdOf, type ResourceType, textOr } from './resource-type.js';

const properties = CreateGroupRequest.partial({ GroupName: true });

export const userPoolGroup: ResourceType = {
  type: 'AWS::Cognito::UserPoolGroup',
  ref: ({ GroupName: name }, { logicalId }) => textOr(name, logicalId),
  read(given, context) {
    const { logicalId } = context;
    const group = checked(properties, given, context);
    poolLogicalIdOf(group.UserPoolId, context);
    refusable(logicalId, () => checkPrecedence(group.Precedence));
    return {
      groups: [
        {
          poolId: group.UserPoolId,
          name: group.GroupName ?? logicalId,
          description: group.Description,
          precedence: group.Precedence,
          roleArn: group.RoleArn,
          declaredAs: logicalId,
        },
      ],
    };
  },
};
