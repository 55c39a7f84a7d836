import { equalInConstantTime } from '../../domain/constant-time.js';
import { cookieValues } from '../../http/cookies.js';
import type { Request } from '../../http/request.js';
import { readForm } from '../../oauth/form.js';
import { OAuthError } from '../../oauth/oauth-error.js';
import { csrfField, type CsrfTokens } from './csrf-tokens.js';

type Fields = ReadonlyMap<string, string>;

/** The fields of a form; nothing when it can't be read. */
export async function formOf(request: Request): Promise<Fields | undefined> {
  try {
    return await readForm(request);
  } catch (error) {
    if (error instanceof OAuthError) return undefined;
    throw error;
  }
}

/** Whether a form holds a token of ours that is in the browser's cookie too. */
export function holdsOwnToken(
  csrf: CsrfTokens,
  cookieName: string,
  request: Request,
  form: Fields,
): boolean {
  const sent = form.get(csrfField) ?? '';
  const held = cookieValues(request, cookieName).filter((token) => csrf.isGenuine(token));
  return held.some((token) => equalInConstantTime(token, sent));
}
