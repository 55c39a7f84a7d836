import { accountId } from '../domain/pool/pool-ids.js';
import { operation } from './operation.js';
import { domainOwner } from './pools/domain-owner.js';

/** A domain, or an empty description when nobody has it (API reference, DescribeUserPoolDomain). */
export const describeUserPoolDomain = operation({
  name: 'DescribeUserPoolDomain',
  access: 'iam',
  handle({ pools }, { Domain }) {
    const pool = domainOwner(pools, Domain);
    if (pool === undefined) return { DomainDescription: {} };
    return {
      DomainDescription: {
        UserPoolId: pool.id,
        AWSAccountId: accountId,
        Domain,
        Status: 'ACTIVE',
        CustomDomainConfig: {},
        ManagedLoginVersion: 1,
      },
    };
  },
});
