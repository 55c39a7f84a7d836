/** How a caller reached the gateway, as the gateway itself saw it. */
export interface Reached {
  /** The address of the other end of the connection. */
  readonly address: string;
  /** The Host it asked for; HTTP/1.0 needs none. */
  readonly host: string | undefined;
  readonly protocol: string;
}

/**
 * The `Forwarded` element for one hop (RFC 7239 §4). What isn't a token is quoted, and an IPv6 address stands in
 * brackets (§6.1).
 */
export function forwardedElement({ address, host, protocol }: Reached): string {
  const node = address.includes(':') ? `[${address}]` : address;
  const pairs = { for: node, ...(host === undefined ? {} : { host }), proto: protocol };
  return Object.entries(pairs)
    .map(([name, value]) => `${name}=${token.test(value) ? value : `"${value}"`}`)
    .join(';');
}

/** RFC 9110 §5.6.2. The values have no quote and no backslash: the Host was checked, the rest is our own. */
const token = /^[\w!#$%&'*+.^`|~-]+$/;
