/**
 * The header `Authorization` of a client at the token endpoint (RFC 6749 §2.3.1): both parts form-encoded, then Basic.
 */
export function basicAuthentication(clientId: string, clientSecret: string): string {
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
