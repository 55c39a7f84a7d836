/**
 * Hosts, origins and URLs by a grammar of our own: RFC 3986 §3.2 with the names of RFC 1123 §2.1 and no other notation
 * of an address. Runtimes differ in what `new URL` accepts, and it rewrites what it accepts: `http://0x7f.1` and
 * `http://u@local%68ost` lead to this machine. Decide by these functions before a URL parser sees the text.
 */

/** A host, and the port after it, as in a Host header. */
export interface HttpHost {
  /** In lower case; an IPv6 address stands in brackets. A final dot is part of it. */
  readonly name: string;
  readonly port: number | undefined;
}

/** The parts of an absolute http or https URL. */
export interface HttpUrl {
  readonly protocol: 'http:' | 'https:';
  /** As in {@link HttpHost}. */
  readonly name: string;
  /** The protocol's default when the URL states no port. */
  readonly port: number;
  /** Name and port as in a Host header: without the default port. */
  readonly host: string;
  /** As a browser writes it in an Origin header (RFC 6454 §6.2). */
  readonly origin: string;
  /** Path, query and fragment as they were written; empty when there are none. */
  readonly rest: string;
}

/** Reads `host[:port]`. Returns undefined for any other text, user information and an empty port included. */
export function parseHost(text: string): HttpHost | undefined {
  const [, written = '', digits] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const name = written.toLowerCase();
  if (!isHostName(name) || (digits !== undefined && !isPort(digits))) return undefined;
  return { name, port: digits === undefined ? undefined : Number(digits) };
}

/**
 * Reads an absolute http or https URL. Returns undefined for any other text: one with user information, white space,
 * backslashes or characters that RFC 3986 excludes. Paths may hold characters beyond ASCII; hosts may not, as their
 * mapping to ASCII depends on the runtime's Unicode version (UTS #46).
 */
export function parseHttpUrl(text: string): HttpUrl | undefined {
  const [, scheme = '', authority = '', rest = ''] =
    /^(https?):\/\/([^/?#]*)(.*)$/is.exec(text) ?? [];
  const parsed = parseHost(authority);
  if (parsed === undefined || !/^(?:[!#-;=?-[\]_a-z~]|[^\0-\x7f])*$/.test(rest)) return undefined;
  const protocol = scheme.toLowerCase() === 'https' ? 'https:' : 'http:';
  const { name, port = defaultPort(protocol) } = parsed;
  const host = port === defaultPort(protocol) ? name : `${name}:${port}`;
  return { protocol, name, port, host, origin: `${protocol}//${host}`, rest };
}

/**
 * Reads an origin as browsers write it. Returns undefined for any other spelling: upper case, a default port, a path,
 * and the opaque origin `null`.
 */
export function parseOrigin(text: string): HttpUrl | undefined {
  const url = parseHttpUrl(text);
  return url?.origin === text ? url : undefined;
}

/** The port that an URL of the protocol leaves out (RFC 9110 §4.2). */
export const defaultPort = (protocol: HttpUrl['protocol']) => (protocol === 'https:' ? 443 : 80);

/** Whether a text is an IPv4 address in dotted decimal notation without leading zeros, and nothing else. */
export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
  );
}

/** Whether a text is an IPv6 address (RFC 4291 §2.2), without brackets and without a zone. */
export function isIpv6(text: string): boolean {
  const halves = text.split('::');
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1)?.at(-1);
  const endsInIpv4 = last !== undefined && isIpv4(last);
  if (endsInIpv4) groups.at(-1)?.splice(-1, 1, '0', '0');
  const all = groups.flat();
  const fits = halves.length === 1 ? all.length === 8 : halves.length === 2 && all.length < 8;
  return fits && all.every((group) => /^[\da-f]{1,4}$/i.test(group));
}

/** Underscores are in no host name of RFC 1123 and in many of container networks. */
const label = /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/;
/** The last label of what URL parsers take for an IPv4 address: `127.1`, `0x7f000001`, `017700000001`. */
const numericLabel = /^(?:\d+|0x[\da-f]*)$/;
const mostNameCharacters = 253;

function isHostName(name: string): boolean {
  if (name.startsWith('[')) return isIpv6(name.slice(1, -1));
  if (isIpv4(name)) return true;
  const labels = name.replace(/\.$/, '').split('.');
  return (
    name.length <= mostNameCharacters &&
    labels.every((text) => label.test(text)) &&
    !numericLabel.test(labels.at(-1) ?? '')
  );
}

/** 0 is no port that a client can reach; leading zeros are another spelling of the same port. */
const isPort = (digits: string) => /^[1-9]/.test(digits) && Number(digits) <= 65_535;
