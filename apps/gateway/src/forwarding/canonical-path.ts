/**
 * The path of a request target, when it is in the one spelling that every server reads alike: origin form
 * (RFC 9112 §3.2.1), no dot segments, no empty segment but the last, nothing encoded that needn't be
 * (RFC 3986 §6.2.2), no encoded slash, backslash, dot or control, no `;`. Undefined otherwise. The route is chosen
 * by this path and the very same goes upstream.
 */
export function canonicalPath(requestTarget: string): string | undefined {
  const end = requestTarget.indexOf('?');
  const path = end < 0 ? requestTarget : requestTarget.slice(0, end);
  if (!plainPath.test(path) || dotSegment.test(path)) return undefined;
  for (const [octet] of path.matchAll(encodedOctet)) {
    if (!mustBeEncoded(octet)) return undefined;
  }
  return isUtf8(path) ? path : undefined;
}

/** `/`, or segments of RFC 3986's pchar without `;`, each but the last non-empty. */
const plainPath = /^\/$|^(?:\/(?:[A-Za-z0-9\-._~!$&'()*+,=:@]|%[0-9A-F]{2})+)+\/?$/;
const dotSegment = /\/\.{1,2}(?:\/|$)/;
const encodedOctet = /%[0-9A-F]{2}/g;

/** Beyond ASCII, or one of the few printable characters a path can't hold bare and no server gives a meaning. */
function mustBeEncoded(octet: string): boolean {
  const code = Number.parseInt(octet.slice(1), 16);
  return code >= 0x80 || ' "<>[]^`{|}'.includes(String.fromCharCode(code));
}

function isUtf8(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
