import {
  countHeader,
  defaultPort,
  type HttpHost,
  type HttpUrl,
  parseHost,
  parseHttpUrl,
} from '@gatehouse/platform-core';
import type { Request } from './request.js';

/** The host that a request is for: none for two Host headers, and for one of another form (RFC 9112 §3.2). */
export function hostOf({ headers, rawHeaders }: HostFields): HttpHost | undefined {
  return countHeader(rawHeaders, 'host') > 1 ? undefined : parseHost(headers.host ?? '');
}

type HostFields = Pick<Request, 'headers' | 'rawHeaders'>;

/** @throws TypeError for a text that is not an absolute http or https URL */
export function publicAddress(publicUrl: string): HttpUrl {
  const address = parseHttpUrl(publicUrl);
  if (address === undefined)
    throw new TypeError('The public URL is not an absolute http or https URL.');
  return address;
}

/** Whether a host is the one in the public URL. Either may leave out the default port. */
export const isHostIn = ({ name, port }: HttpHost, { protocol, ...address }: HttpUrl) =>
  name === address.name && (port ?? defaultPort(protocol)) === address.port;

/**
 * Whether a name holds an internationalized label (RFC 5890 §2.3.2.1). Which of them are valid depends on the Unicode
 * version of the runtime and its URL parser, so only names that someone configured may hold one.
 */
export const isInternationalized = (name: string) => /(?:^|\.)xn--/.test(name);
