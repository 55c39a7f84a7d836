import { domainDescription } from '../../domain/pool/domain-rules.js';
import { operation } from '../operation.js';
import { domainOwner } from './domain-owner.js';

/** A domain, or an empty description when nobody has it (API reference, DescribeUserPoolDomain). */
export const describeUserPoolDomain = operation({
  name: 'DescribeUserPoolDomain',
  access: 'iam',
  uses: ['pools'],
  handle({ pools }, { Domain: domain }, { region }) {
    const pool = domainOwner(pools, domain);
    const isElsewhere = region !== undefined && pool?.region !== region;
    return {
      DomainDescription: pool === undefined || isElsewhere ? {} : domainDescription(pool, domain),
    };
  },
});
