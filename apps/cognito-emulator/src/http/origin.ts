import { isIpv4, parseOrigin } from '@gatehouse/platform-core';
import { hostOf, isHostIn, isInternationalized, publicAddress } from './host.js';
import type { Request } from './request.js';

/**
 * Whether a request can come from a web page that isn't served on this machine or by the emulator itself. Programs send
 * no Origin; a page elsewhere sends its own, even if its name was made to lead here (DNS rebinding).
 */
export function isFromForeignPage({ headers }: Request, publicUrl: string): boolean {
  if (headers.origin === undefined) return false;
  const page = parseOrigin(headers.origin);
  if (page === undefined) return true;
  return page.origin !== publicAddress(publicUrl).origin && !isLocalName(page.name);
}

/** Whether a request names this machine, or the emulator's public address, as the host it wants. */
export function isForKnownHost(request: Request, publicUrl: string): boolean {
  const host = hostOf(request);
  if (host === undefined) return false;
  return isHostIn(host, publicAddress(publicUrl)) || isLocalName(host.name);
}

/** `.localhost` is always this machine (RFC 6761 §6.3). */
function isLocalName(name: string): boolean {
  if (isInternationalized(name)) return false;
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    (isIpv4(name) && name.startsWith('127.'))
  );
}
