import { issuerNames, type TrustedPool } from '@gatehouse/auth-core';
import { isHttpUrl } from '../http-address.js';

/** What is wrong with trusted pools, each fault with the path of the option. */
export function poolFaults(option: string, pools: readonly TrustedPool[] | undefined): string[] {
  if (!Array.isArray(pools) || pools.length === 0) {
    return [`${option}.pools: must name at least one user pool`];
  }
  const given = (pools as readonly (Partial<TrustedPool> | null)[]).map((pool) => pool ?? {});
  const faults = given.flatMap((pool, index) => faultsOf(`${option}.pools[${index}]`, pool));
  const names = given.flatMap(({ issuer }) => (isName(issuer) ? issuerNames(issuer) : []));
  if (new Set(names).size < names.length) faults.push(`${option}.pools: one issuer stands twice`);
  return faults;
}

function faultsOf(path: string, pool: Partial<TrustedPool>): string[] {
  const { issuer, jwksUri, clientIds, audiences } = pool;
  const faults = [];
  if (!isAddress(issuer) || issuer.endsWith('/')) {
    faults.push(`${path}.issuer: must be an http or https address without a slash at its end`);
  }
  if (!isAddress(jwksUri)) faults.push(`${path}.jwksUri: must be an http or https address`);
  if (!areNames(clientIds)) {
    faults.push(`${path}.clientIds: must name at least one client, without white space`);
  }
  if (audiences !== undefined && !areNames(audiences)) {
    faults.push(`${path}.audiences: must name at least one audience, without white space`);
  }
  return faults;
}

/** A string that isn't empty and holds no white space. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && /^\S+$/.test(value);
}

export function isAddress(value: unknown): value is string {
  return isName(value) && isHttpUrl(value);
}

function areNames(values: unknown): boolean {
  return Array.isArray(values) && values.length > 0 && values.every(isName);
}
