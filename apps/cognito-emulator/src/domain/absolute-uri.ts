import { parseHttpUrl } from '@gatehouse/platform-core';

/** RFC 3986 §4.3, with the characters beyond ASCII of RFC 3987. */
const absoluteUri = /^[a-z][a-z\d+.-]*:(?:[!#-;=?-[\]_a-z~]|[^\0-\x7f])*$/i;

/** A host beyond ASCII, up to the path (RFC 3987 §2.2): browsers map it to ASCII, by rules that grow with Unicode. */
const internationalHost = /^(https?:\/\/)((?:[a-z\d.-]|[^\0-\x7f])+)((?::\d*)?(?:[/?#].*)?)$/is;

/**
 * Whether a text is an absolute URI. One of http or https has a host in plain notation and no user information, so
 * that every program reads the same address in it.
 */
export function isAbsoluteUri(text: string): boolean {
  if (!absoluteUri.test(text)) return false;
  return !/^https?:/i.test(text) || parseHttpUrl(withPlainHost(text)) !== undefined;
}

/** The text with a letter for each character of its host beyond ASCII. */
const withPlainHost = (text: string) =>
  text.replace(
    internationalHost,
    (_text, scheme: string, host: string, rest: string) =>
      `${scheme}${host.replaceAll(/[^\0-\x7f]/g, 'x')}${rest}`,
  );
