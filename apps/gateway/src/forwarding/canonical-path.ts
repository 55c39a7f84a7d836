/**
 * The path of a request target, when it is in the one spelling that every server reads alike: origin form
 * (RFC 9112 §3.2.1), no dot segments, no empty segment but the last, nothing encoded that needn't be
 * (RFC 3986 §6.2.2), no encoded slash, backslash, dot or control, no `;`, and no character beyond ASCII that some
 * server takes for one of these. Undefined otherwise. The route is chosen by this path and the very same goes upstream.
 */
export function canonicalPath(requestTarget: string): string | undefined {
  const end = requestTarget.indexOf('?');
  const path = end < 0 ? requestTarget : requestTarget.slice(0, end);
  if (!plainPath.test(path) || dotSegment.test(path)) return undefined;
  for (const [octet] of path.matchAll(encodedOctet)) {
    if (!mustBeEncoded(octet)) return undefined;
  }
  return isPlainText(path) ? path : undefined;
}

/** `/`, or segments of RFC 3986's pchar without `;`, each but the last non-empty. */
const plainPath = /^\/$|^(?:\/(?:[A-Za-z0-9\-._~!$&'()*+,=:@]|%[0-9A-F]{2})+)+\/?$/;
/** Two dots beside a slash pass for a dot segment with some servers, whatever else is in the segment. */
const dotSegment = /\/\.(?:\/|$)|\/\.\.|\.\.\//;
const encodedOctet = /%[0-9A-F]{2}/g;

/** Beyond ASCII, or one of the few printable characters a path can't hold bare and no server gives a meaning. */
function mustBeEncoded(octet: string): boolean {
  const code = Number.parseInt(octet.slice(1), 16);
  return code >= 0x80 || ' "<>[]^`{|}'.includes(String.fromCharCode(code));
}

/** UTF-8 whose characters stay themselves: no C1 control, none that becomes a delimiter when it is normalized. */
function isPlainText(path: string): boolean {
  try {
    const beyondAscii = decodeURIComponent(path).replace(/[ -~]/g, '');
    return !/\p{Cc}/u.test(beyondAscii) && !delimiter.test(beyondAscii.normalize('NFKC'));
  } catch {
    return false;
  }
}

/** The last six are slashes to servers that map characters to the nearest one of a code page. */
const delimiter = /[/\\.;?#%\u2044\u2215\u2216\u29f5\u29f8\u29f9]/;
