/**
 * The bytes of unpadded base64url; nothing for text that isn't its one proper spelling (RFC 7515 §2, RFC 4648 §3.5).
 * Without that a token's last letter could be changed and it would still be good.
 */
export function decodeBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
