import type { UserPool } from '../domain/pool/user-pool.js';
import type { UserPoolClient } from '../domain/pool/user-pool-client.js';
import type { Request } from '../http/request.js';
import type { Services } from '../operations/services.js';

/** Where a request came to. */
export interface Place {
  /** The pool whose domain it came to; none at the emulator's own address, where clients tell the pool. */
  readonly pool?: UserPool | undefined;
  /** Where clients reach this place, without a slash at the end. */
  readonly url: string;
}

type Parts = Pick<Services, 'pools' | 'publicUrl'>;

/**
 * Finds the place by the Host header alone. A pool's domain is the host `<prefix>.localhost`, the one AWS would give it,
 * or the custom domain; another name of such a form is nowhere.
 */
export function placeOf({ pools, publicUrl }: Parts, request: Request): Place | undefined {
  const { host = '' } = request.headers;
  const own = publicUrl();
  if (host === new URL(own).host) return { url: own };
  const name = hostNameIn(request, host);
  if (name === undefined) return undefined;
  const url = `${schemeOf(request, own) ?? new URL(own).protocol}//${host.toLowerCase()}`;
  const pool = domainPool(pools, name);
  if (pool !== undefined) return { pool, url };
  return /\.(?:localhost|amazoncognito\.com)$/.test(name) ? undefined : { url: own };
}

/**
 * The whole address of a path, as Cognito writes it in redirects. Under another name of this machine, such as a
 * container's, and through a proxy that may speak https, browsers stay there with the path alone.
 */
export function addressOf(parts: Parts, request: Request, path: string): string {
  const url = placeOf(parts, request)?.url ?? '';
  const isThere = url !== '' && new URL(url).host === request.headers.host?.toLowerCase();
  return isThere && schemeOf(request, parts.publicUrl()) !== undefined ? `${url}${path}` : path;
}

/** Whether a client of a pool can be served there. */
export const isServedAt = (place: Place, { poolId }: Pick<UserPoolClient, 'poolId'>) =>
  place.pool === undefined || place.pool.id === poolId;

/** Where the endpoints and the pages of a pool are, as clients on this machine reach them at its domain. */
export function domainUrlOf(pool: UserPool, publicUrl: string): string | undefined {
  const { domain } = pool;
  if (domain === undefined) return undefined;
  const { protocol, port } = new URL(publicUrl);
  const name = domain.includes('.') ? domain : `${domain}.localhost`;
  return `${protocol}//${name}${port === '' ? '' : `:${port}`}`;
}

function domainPool(pools: Parts['pools'], name: string): UserPool | undefined {
  const custom = name.includes('.') ? pools.findByDomain(name) : undefined;
  if (custom !== undefined) return custom;
  const [prefix = '', ...rest] = name.split('.');
  const pool = pools.findByDomain(prefix);
  const parent = rest.join('.');
  const isIts = parent === 'localhost' || parent === `auth.${pool?.region}.amazoncognito.com`;
  return isIts ? pool : undefined;
}

/**
 * What clients speak at the host of a request: what a proxy says, else what the emulator does where its own port is asked
 * for. AWS's names have but one scheme. Another port is a proxy's that doesn't say, or a container's.
 */
function schemeOf({ headers }: Request, publicUrl: string): string | undefined {
  const said = headers['x-forwarded-proto'];
  if (said === 'http' || said === 'https') return `${said}:`;
  const own = new URL(publicUrl);
  const { port, hostname } = new URL(`${own.protocol}//${headers.host ?? ''}`);
  if (port === own.port) return own.protocol;
  return hostname.endsWith('.amazoncognito.com') ? 'https:' : undefined;
}

/** The name in a Host header; nothing for two of them, and for what is no host (RFC 9110 §7.2). */
function hostNameIn({ rawHeaders }: Request, host: string): string | undefined {
  const count = rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === 'host').length;
  const isHost = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host);
  // Numbers may be too large for an address or a port, and letters no name.
  if (count > 1 || !isHost || !URL.canParse(`http://${host}`)) return undefined;
  return host.replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase();
}
