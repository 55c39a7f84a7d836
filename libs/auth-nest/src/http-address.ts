import { isIPv4, isIPv6 } from 'node:net';

/** A name of RFC 1123 §2.1; underscores are in many names of container networks. */
const name =
  /^(?=.{1,253}$)(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?\.)*[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?\.?$/i;
/** The last label of what URL parsers take for an IPv4 address, in any notation. */
const endsInNumber = /(?:^|\.)(?:\d+|0x[\da-f]*)\.?$/i;

/**
 * Whether a text is an absolute http or https URL without user information and fragment, whose host is a name, a
 * dotted IPv4 or a bracketed IPv6 address in ASCII. Runtimes differ in what `new URL` accepts, and it rewrites other
 * spellings, so this is decided before a URL parser sees the text. One has to accept it too: clients of the address
 * use one.
 */
export function isHttpUrl(text: string): boolean {
  const [, authority = ''] = /^https?:\/\/([^/?#]*)[!$-;=?-[\]_a-z~]*$/i.exec(text) ?? [];
  return isAuthority(authority) && URL.canParse(text);
}

/** Whether a text is an origin as browsers write it in an Origin header (RFC 6454 §6.2); `null` is not one. */
export function isWebOrigin(text: string): boolean {
  const [, scheme = '', authority = ''] = /^(https?):\/\/([^A-Z]+)$/.exec(text) ?? [];
  const port = scheme === 'https' ? ':443' : ':80';
  return isAuthority(authority) && !authority.endsWith(port);
}

function isAuthority(text: string): boolean {
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::([1-9]\d{0,4}))?$/.exec(text) ?? [];
  return isHost(host) && (port === undefined || Number(port) <= 65_535);
}

function isHost(text: string): boolean {
  // A zone is part of no URL (RFC 3986 §3.2.2), and isIPv6 accepts one.
  if (text.startsWith('[')) return isIPv6(text.slice(1, -1)) && !text.includes('%');
  return isIPv4(text) || (name.test(text) && !endsInNumber.test(text));
}
