import type { Request } from './request.js';

/**
 * Whether a request can come from a web page that isn't served on this machine or by the emulator itself. Programs send
 * no Origin; a page elsewhere sends its own, even if its name was made to lead here (DNS rebinding).
 */
export function isFromForeignPage({ headers }: Request, publicUrl: string): boolean {
  const { origin } = headers;
  if (origin === undefined) return false;
  return origin !== new URL(publicUrl).origin && !isLocalOrigin(origin);
}

/** Whether a request names this machine, or the emulator's public address, as the host it wants. */
export function isForKnownHost({ headers }: Request, publicUrl: string): boolean {
  const { host = '' } = headers;
  if (host === new URL(publicUrl).host) return true;
  return isLocalHost(hostNameOf(`http://${host}`));
}

const isLocalOrigin = (origin: string) =>
  /^https?:\/\//.test(origin) && isLocalHost(hostNameOf(origin));

function isLocalHost(name: string): boolean {
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(name)
  );
}

function hostNameOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    return '';
  }
}
