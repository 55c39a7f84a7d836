/** How a client is answered at its redirect URI. */
export interface ResponseTarget {
  readonly redirectUri: string;
  readonly responseType: 'code' | 'token';
  readonly state?: string | undefined;
}

/**
 * The redirect URI with an answer in it: in the query for a code, in the fragment for tokens, which are for the page
 * alone (RFC 6749 §4.1.2, §4.2.2). What the URI holds already stays as it is.
 */
export function responseLocation(
  { redirectUri, responseType, state }: ResponseTarget,
  answer: Readonly<Record<string, string | undefined>>,
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...answer, state }))
    if (value !== undefined) parameters.set(name, value);
  const separator = responseType === 'token' ? '#' : redirectUri.includes('?') ? '&' : '?';
  return `${headerSafe(redirectUri)}${separator}${parameters.toString()}`;
}

/** A URI as a header may hold it: callback URLs can be registered with letters beyond ASCII (RFC 3987 §3.1). */
export const headerSafe = (uri: string) =>
  uri.replaceAll(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(Buffer.from(text).toString()));
