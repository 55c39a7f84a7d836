import { invalidParameter } from '../../domain/errors.js';
import type { Pools } from '../../domain/pool/pools.js';
import type { UserPool } from '../../domain/pool/user-pool.js';

/** The pool a domain belongs to. */
export const domainOwner = (pools: Pools, domain: string): UserPool | undefined =>
  pools.all().find((pool) => pool.domain === domain);

/** @throws InvalidParameterException for a prefix that Cognito keeps to itself, and for a host name taken for one. */
export function requireDomainForm(domain: string, isCustom: boolean): void {
  if (isCustom) return;
  if (domain.includes('.'))
    throw invalidParameter('A domain of your own needs CustomDomainConfig.');
  if (/aws|amazon|cognito/.test(domain))
    throw invalidParameter('Domain cannot contain reserved word: aws, amazon, cognito');
}
