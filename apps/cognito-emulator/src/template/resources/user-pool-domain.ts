import { distributionOf, isInVirginia, requireDomainForm } from '../../domain/pool/domain-rules.js';
import { accountId } from '../../domain/pool/pool-ids.js';
import type { DomainSettings } from '../../domain/pool/user-pool.js';
import { CreateUserPoolDomainRequest } from '../../generated/service-model.js';
import { refusable } from '../refused.js';
import {
  checked,
  poolLogicalIdOf,
  type ReadContext,
  type ResourceType,
  textOr,
} from './resource-type.js';

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
    const certificate = certificateOf(settings, context);
    return { domains: [{ logicalId, poolId, domain, settings: { ...settings, ...certificate } }] };
  },
};

/** A certificate that is known on AWS alone is taken for one in Virginia, as it has to be. */
function certificateOf(
  { CustomDomainConfig: custom }: DomainSettings,
  { standIns }: ReadContext,
): DomainSettings {
  if (custom === undefined || isInVirginia(custom.CertificateArn)) return {};
  const name = standIns.plain(custom.CertificateArn);
  if (name === undefined) return {};
  const arn = `arn:aws:acm:us-east-1:${accountId}:certificate/${name}`;
  return { CustomDomainConfig: { ...custom, CertificateArn: arn } };
}
