/** A client's address in its plain form: IPv4 without the IPv6 prefix of a dual-stack socket, and no zone. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}
