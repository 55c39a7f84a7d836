import { z } from 'zod';
import { checked, poolLogicalIdOf, type ResourceType, textOr } from './resource-type.js';

const identifier = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/);

const properties = z.looseObject({
  UserPoolId: z.string(),
  Identifier: identifier,
  Name: z.string().min(1).max(256),
  Scopes: z
    .array(
      z.looseObject({
        ScopeName: z
          .string()
          .min(1)
          .max(256)
          .regex(/^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+$/),
        ScopeDescription: z.string().min(1).max(256),
      }),
    )
    .max(100)
    .optional(),
});

export const userPoolResourceServer: ResourceType = {
  type: 'AWS::Cognito::UserPoolResourceServer',
  ref: ({ Identifier: name }, { logicalId }) => textOr(name, logicalId),
  read(given, context) {
    const server = checked(properties, given, context);
    poolLogicalIdOf(server.UserPoolId, context);
    const scopes = (server.Scopes ?? []).map(
      ({ ScopeName: name, ScopeDescription: description }) => ({
        name,
        description,
      }),
    );
    return {
      resourceServers: [
        {
          poolId: server.UserPoolId,
          identifier: server.Identifier,
          name: server.Name,
          scopes,
          declaredAs: context.logicalId,
        },
      ],
    };
  },
};
