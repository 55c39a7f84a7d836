import { CreateUserPoolDomainRequest } from '../../generated/service-model.js';
import { requireDomainForm } from '../../operations/pools/domain-owner.js';
import { refusable } from '../refused.js';
import { checked, poolLogicalIdOf, type ResourceType, textOr } from './resource-type.js';

export const userPoolDomain: ResourceType = {
  type: 'AWS::Cognito::UserPoolDomain',
  ref: ({ Domain: domain }, { logicalId }) => textOr(domain, logicalId),
  attribute: (name) =>
    name === 'CloudFrontDistribution' ? 'd111111abcdef8.cloudfront.net' : undefined,
  read(given, context) {
    const { logicalId } = context;
    const stated = checked(CreateUserPoolDomainRequest, given, context);
    const { UserPoolId: poolId, Domain: domain } = stated;
    poolLogicalIdOf(poolId, context);
    refusable(logicalId, () => requireDomainForm(domain, stated.CustomDomainConfig !== undefined));
    return { domains: [{ logicalId, poolId, domain }] };
  },
};
