import type { PoolDomain, UserPool } from './user-pool.js';

/** A prefix of Cognito's own domain has no dot; names of hosts have. */
export const isCustomDomain = (domain: string) => domain.includes('.');

/** The domains of a pool, its prefix first; it has one of each kind at the most (SDK, CreateUserPoolDomain). */
export function domainsOf(pool: UserPool): readonly PoolDomain[] {
  const { domain, domainSettings: settings, domainDeclaredAs: declaredAs, otherDomain } = pool;
  const first = domain === undefined ? [] : [{ domain, settings, declaredAs }];
  return otherDomain === undefined ? first : [...first, otherDomain];
}

/** The pool with these domains, of which there are two at the most, and no others. */
export function withDomains(pool: UserPool, domains: readonly PoolDomain[]): UserPool {
  const isPrefix = ({ domain }: PoolDomain) => !isCustomDomain(domain);
  const [first, otherDomain] = [
    ...domains.filter(isPrefix),
    ...domains.filter((one) => !isPrefix(one)),
  ];
  return {
    ...pool,
    domain: first?.domain,
    domainSettings: first?.settings,
    domainDeclaredAs: first?.declaredAs,
    otherDomain,
  };
}

/** Whether two domains take each other's place. */
export const isSameKind = (one: string, other: string) =>
  isCustomDomain(one) === isCustomDomain(other);
