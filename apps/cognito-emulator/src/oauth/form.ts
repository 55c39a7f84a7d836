import type { Request } from '../http/request.js';
import { OAuthError } from './oauth-error.js';

/** Not a setting: the longest valid form has a few KB. */
const mostBodyBytes = 64 * 1024;

/**
 * The parameters of a form body. One without a value counts as left out (RFC 6749 §3.2).
 * @throws OAuthError invalid_request for another content type and for a parameter given twice.
 */
export async function readForm(request: Request): Promise<ReadonlyMap<string, string>> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded')
    throw new OAuthError('invalid_request', 'The body must be application/x-www-form-urlencoded.');
  const text = (await request.body(mostBodyBytes)).toString('utf8');
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (form.has(name)) throw new OAuthError('invalid_request', 'A parameter is given twice.');
    form.set(name, value);
  }
  for (const [name, value] of form) if (value === '') form.delete(name);
  return form;
}
