import { z } from 'zod';
import { AttributeType, GroupNameType, UsernameType } from '../../generated/service-model.js';
import { checked, poolLogicalIdOf, type ResourceType, textOr } from './resource-type.js';

const userProperties = z.looseObject({
  UserPoolId: z.string(),
  Username: UsernameType,
  UserAttributes: z.array(AttributeType).optional(),
  DesiredDeliveryMediums: z.array(z.enum(['SMS', 'EMAIL'])).optional(),
  MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
  ForceAliasCreation: z.boolean().optional(),
});

export const userPoolUser: ResourceType = {
  type: 'AWS::Cognito::UserPoolUser',
  ref: ({ Username: name }, { logicalId }) => textOr(name, logicalId),
  read(given, context) {
    const user = checked(userProperties, given, context);
    poolLogicalIdOf(user.UserPoolId, context);
    return {
      users: [
        {
          logicalId: context.logicalId,
          poolId: user.UserPoolId,
          username: user.Username,
          attributes: user.UserAttributes ?? [],
          mediums: user.DesiredDeliveryMediums ?? ['SMS'],
          suppressInvitation: user.MessageAction === 'SUPPRESS',
          takesAliases: user.ForceAliasCreation ?? false,
        },
      ],
    };
  },
};

const attachmentProperties = z.looseObject({
  UserPoolId: z.string(),
  Username: UsernameType,
  GroupName: GroupNameType,
});

export const userPoolUserToGroupAttachment: ResourceType = {
  type: 'AWS::Cognito::UserPoolUserToGroupAttachment',
  ref: (_properties, { logicalId }) => logicalId,
  read(given, context) {
    const attachment = checked(attachmentProperties, given, context);
    poolLogicalIdOf(attachment.UserPoolId, context);
    return {
      memberships: [
        {
          poolId: attachment.UserPoolId,
          username: attachment.Username,
          groupName: attachment.GroupName,
        },
      ],
    };
  },
};
