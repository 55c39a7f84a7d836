/** A mailbox of RFC 5322 §3.4, taken apart. */
export interface MailAddress {
  /** The display name; empty when there is none. */
  readonly name: string;
  readonly address: string;
}

/** RFC 5321 §4.5.3.1.3: a path has at most 256 octets, with its angle brackets. */
const maxAddressLength = 254;

/** Characters that delimit addresses or header fields (RFC 5322 §3.2.3), white space and controls. */
const atom = String.raw`[^\s\p{C}()<>\[\]:;@\\,"]+`;
const addressPattern = new RegExp(`^${atom}@${atom}$`, 'u');

/** Visible text without the delimiters of addresses. */
const namePattern = /^[^\p{C}\p{Zl}\p{Zp}<>"\\]*$/u;

/** Whether a text is one address, which can add neither a recipient nor a header field. */
export function isMailAddress(text: string): boolean {
  return text.length <= maxAddressLength && addressPattern.test(text);
}

/**
 * Parses `name@domain` or `Display name <name@domain>`.
 *
 * @returns undefined for any other text
 */
export function parseMailAddress(text: string): MailAddress | undefined {
  const [, name, quoted] = /^(.*?)\s*<([^<>]*)>$/u.exec(text) ?? [];
  const found =
    quoted === undefined ? { name: '', address: text } : { name: name ?? '', address: quoted };
  return isMailAddress(found.address) && namePattern.test(found.name) ? found : undefined;
}
