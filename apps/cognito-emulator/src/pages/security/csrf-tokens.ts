import { createHmac, randomBytes } from 'node:crypto';
import { equalInConstantTime } from '../../domain/constant-time.js';
import { cookieValues } from '../../http/cookies.js';
import { publicAddress } from '../../http/host.js';
import type { Request } from '../../http/request.js';
import { cookieLine } from '../cookies.js';

/** The names that Cognito's own pages use, and scripts that fill in its forms look for. */
export const csrfField = '_csrf';
export const csrfCookie = 'XSRF-TOKEN';

/**
 * Tokens that tie a form to the browser it was sent to: a cookie and a hidden field hold the same one, and only this
 * process can have made it. They outlive no restart; a form from before is shown again.
 */
export class CsrfTokens {
  private readonly key = randomBytes(32);

  issue(): string {
    const id = randomBytes(24).toString('base64url');
    return `${id}.${this.proofOf(id)}`;
  }

  /** The token that a browser holds, or a new one with the line for Set-Cookie that gives it to the browser. */
  ofBrowser(
    request: Request,
    publicUrl: string,
  ): { readonly token: string; readonly cookie?: string } {
    const held = cookieValues(request, csrfCookie).find((token) => this.isGenuine(token));
    if (held !== undefined) return { token: held };
    const token = this.issue();
    return { token, cookie: cookieLine(csrfCookie, token, publicUrl) };
  }

  isGenuine(token: string | undefined): token is string {
    const [id = '', proof = '', ...more] = (token ?? '').split('.');
    return more.length === 0 && equalInConstantTime(this.proofOf(id), proof);
  }

  private proofOf(id: string): string {
    return createHmac('sha256', this.key).update(id).digest('base64url');
  }
}

/**
 * Whether a form can have been sent by one of our own pages. Browsers say where a form comes from: in Origin, which is
 * `null` on pages that send no referrer, as ours are, and in Sec-Fetch-Site, where the connection is one they trust.
 * Other programs say neither. A page of another port of this machine is `same-site`, and isn't ours.
 */
export function isFromOwnPage({ headers }: Request, publicUrl: string): boolean {
  const { origin = 'null', host = '' } = headers;
  const site = headers['sec-fetch-site'] ?? 'same-origin';
  if (site !== 'same-origin') return false;
  if (origin === 'null') return true;
  return (
    origin === publicAddress(publicUrl).origin || /^https?:\/\/(.+)$/.exec(origin)?.[1] === host
  );
}
