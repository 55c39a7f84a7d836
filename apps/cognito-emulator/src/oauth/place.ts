import { defaultPort, type HttpHost, type HttpUrl } from '@gatehouse/platform-core';
import type { UserPool } from '../domain/pool/user-pool.js';
import type { UserPoolClient } from '../domain/pool/user-pool-client.js';
import { hostOf, isHostIn, isInternationalized, publicAddress } from '../http/host.js';
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
 * or the custom domain; another name of such a form, and an internationalized one that is not configured, is nowhere.
 */
export function placeOf({ pools, publicUrl }: Parts, request: Request): Place | undefined {
  const host = hostOf(request);
  if (host === undefined) return undefined;
  const own = publicAddress(publicUrl());
  if (isHostIn(host, own)) return { url: publicUrl() };
  const name = host.name.replace(/\.$/, '');
  const pool = domainPool(pools, name);
  if (pool !== undefined) {
    const port = host.port === undefined ? '' : `:${host.port}`;
    const scheme = schemeOf(request, host, own) ?? own.protocol;
    return { pool, url: `${scheme}//${host.name}${port}` };
  }
  const isUnknownDomain =
    /\.(?:localhost|amazoncognito\.com)$/.test(name) || isInternationalized(name);
  return isUnknownDomain ? undefined : { url: publicUrl() };
}

/**
 * The whole address of a path, as Cognito writes it in redirects. Under another name of this machine, such as a
 * container's, and through a proxy that may speak https, browsers stay there with the path alone.
 */
export function addressOf(parts: Parts, request: Request, path: string): string {
  const host = hostOf(request);
  const place = placeOf(parts, request);
  if (host === undefined || place === undefined) return path;
  const own = publicAddress(parts.publicUrl());
  const isThere = place.pool !== undefined || isHostIn(host, own);
  return isThere && schemeOf(request, host, own) !== undefined ? `${place.url}${path}` : path;
}

/** Whether a client of a pool can be served there. */
export const isServedAt = (place: Place, { poolId }: Pick<UserPoolClient, 'poolId'>) =>
  place.pool === undefined || place.pool.id === poolId;

/** Where the endpoints and the pages of a pool are, as clients on this machine reach them at its domain. */
export function domainUrlOf(pool: UserPool, publicUrl: string): string | undefined {
  const { domain } = pool;
  if (domain === undefined) return undefined;
  const { protocol, port } = publicAddress(publicUrl);
  const name = domain.includes('.') ? domain : `${domain}.localhost`;
  return `${protocol}//${name}${port === defaultPort(protocol) ? '' : `:${port}`}`;
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
function schemeOf({ headers }: Request, host: HttpHost, own: HttpUrl): string | undefined {
  const said = headers['x-forwarded-proto'];
  if (said === 'http' || said === 'https') return `${said}:`;
  if ((host.port ?? defaultPort(own.protocol)) === own.port) return own.protocol;
  return host.name.endsWith('.amazoncognito.com') ? 'https:' : undefined;
}
