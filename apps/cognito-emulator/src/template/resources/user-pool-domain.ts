import { z } from 'zod';
import { checked, poolLogicalIdOf, type ResourceType, textOr } from './resource-type.js';

const properties = z.looseObject({
  UserPoolId: z.string(),
  Domain: z.string().regex(/^[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$/, 'is not a domain or prefix'),
});

export const userPoolDomain: ResourceType = {
  type: 'AWS::Cognito::UserPoolDomain',
  ref: ({ Domain: domain }, { logicalId }) => textOr(domain, logicalId),
  read(given, context) {
    const { UserPoolId: poolId, Domain: domain } = checked(properties, given, context);
    poolLogicalIdOf(poolId, context);
    return { domains: [{ poolId, domain }] };
  },
};
