import { z } from 'zod';
import { GroupNameType } from '../../generated/service-model.js';
import { checked, poolLogicalIdOf, type ResourceType, textOr } from './resource-type.js';

const properties = z.looseObject({
  UserPoolId: z.string(),
  GroupName: GroupNameType.optional(),
  Description: z.string().max(2_048).optional(),
  Precedence: z.int().min(0).optional(),
  RoleArn: z.string().optional(),
});

export const userPoolGroup: ResourceType = {
  type: 'AWS::Cognito::UserPoolGroup',
  ref: ({ GroupName: name }, { logicalId }) => textOr(name, logicalId),
  read(given, context) {
    const group = checked(properties, given, context);
    poolLogicalIdOf(group.UserPoolId, context);
    return {
      groups: [
        {
          poolId: group.UserPoolId,
          name: group.GroupName ?? context.logicalId,
          description: group.Description,
          precedence: group.Precedence,
          roleArn: group.RoleArn,
          declaredAs: context.logicalId,
        },
      ],
    };
  },
};
