import type { Principal } from '@gatehouse/auth-core';

/** The party whose share of the gateway a request uses. */
export interface Caller {
  readonly key: string;
  /** Known by its address alone: the request is on a public route. */
  readonly isAnonymous: boolean;
}

/** The verified caller, or the network address of one that is not verified. */
export function callerOf(principal: Principal | undefined, address: string): Caller {
  return principal
    ? { key: `${principal.poolId} ${principal.subject}`, isAnonymous: false }
    : { key: addressBlock(address), isAnonymous: true };
}

/**
 * The addresses that count as one party: an IPv4 address, or the /64 network of an IPv6 address, which one subscriber
 * usually has whole.
 */
export function addressBlock(address: string): string {
  if (!address.includes(':')) return address;
  const [start = '', end] = address.split('::');
  const leading = groupsOf(start);
  const trailing = end === undefined ? [] : groupsOf(end);
  const zeros = Array.from({ length: Math.max(0, 8 - leading.length - trailing.length) }, () => 0);
  const network = [...leading, ...zeros, ...trailing].slice(0, 4);
  return `${network.map((group) => group.toString(16)).join(':')}::/64`;
}

/** An IPv4 address at the end stands for two groups. */
function groupsOf(text: string): number[] {
  if (text === '') return [];
  return text
    .split(':')
    .flatMap((group) => (group.includes('.') ? [0, 0] : [Number.parseInt(group, 16)]));
}
