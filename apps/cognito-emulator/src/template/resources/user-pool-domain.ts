import { distributionOf, requireDomainForm } from '../../domain/pool/domain-rules.js';
import { CreateUserPoolDomainRequest } from '../../generated/service-model.js';
import { refusable } from '../refused.js';
import { checked, poolLogicalIdOf, type ResourceType, textOr } from './resource-type.js';

export const userPoolDomain: ResourceType = {
  type: 'AWS::Cognito::UserPoolDomain',
  ref: ({ Domain: domain }, { logicalId }) => textOr(domain, logicalId),
  attribute: (name, { Domain: domain }, { logicalId }) =>
    name === 'CloudFrontDistribution' ? distributionOf(textOr(domain, logicalId)) : undefined,
  read(given, context) {
    const { logicalId } = context;
    const stated = checked(CreateUserPoolDomainRequest, given, context);
    const { UserPoolId: poolId, Domain: domain, ...settings } = stated;
    poolLogicalIdOf(poolId, context);
    refusable(logicalId, () => requireDomainForm(domain, stated.CustomDomainConfig !== undefined));
    return { domains: [{ logicalId, poolId, domain, settings }] };
  },
};
