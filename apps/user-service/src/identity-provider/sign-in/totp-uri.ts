/**
 * A secret for an authenticator app as a URI, which apps read from a QR code (Google Authenticator wiki, "Key Uri
 * Format"). Cognito's codes have the format's defaults: SHA-1, six digits, 30 seconds.
 *
 * @param about `secret` in Base32
 */
export function totpUri(about: {
  readonly issuer: string;
  readonly account: string;
  readonly secret: string;
}): string {
  const { issuer, account, secret } = about;
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}
