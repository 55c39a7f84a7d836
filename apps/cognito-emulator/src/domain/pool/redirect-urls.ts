import { parseHttpUrl } from '@gatehouse/platform-core';
import { isAbsoluteUri } from '../absolute-uri.js';
import { invalidParameter } from '../errors.js';
import type { UserPoolClientSettings } from './user-pool-client.js';

/** Schemes that would run what follows them, or show it, in the place of the page. */
const runnable = /^(?:javascript|data|vbscript|blob|file|about):/i;

/** Whether a browser may be sent there, whatever was registered: an absolute URI without a fragment (RFC 6749 §3.1.2). */
export const canBeSentTo = (uri: string) =>
  /^[a-z][a-z\d+.-]*:/i.test(uri) && !runnable.test(uri) && !uri.includes('#');

const localHosts = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses addresses that browsers can't be sent to (SDK, CreateUserPoolClient "CallbackURLs", "DefaultRedirectURI").
 * @throws InvalidParameterException
 */
export function checkRedirectUrls(settings: UserPoolClientSettings): void {
  const { CallbackURLs: callbacks = [], DefaultRedirectURI: preset } = settings;
  const logouts = settings.LogoutURLs ?? [];
  for (const url of [...callbacks, ...logouts]) checkUrl(url);
  if (preset !== undefined && !callbacks.includes(preset))
    throw invalidParameter(`The default redirect URI ${preset} is not in the callback URIs list.`);
}

function checkUrl(text: string): void {
  if (!isAbsoluteUri(text)) throw invalidParameter(`${text} is not an absolute URI.`);
  if (text.includes('#')) throw invalidParameter(`${text} cannot use fragment`);
  if (!canBeSentTo(text)) throw invalidParameter(`${text} has a scheme that can not be used.`);
  if (/^http:/i.test(text) && !localHosts.includes(parseHttpUrl(text)?.name ?? ''))
    throw invalidParameter(`${text} cannot use the HTTP protocol.`);
}
