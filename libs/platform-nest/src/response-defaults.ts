import type { FastifyAdapter } from '@nestjs/platform-fastify';

/**
 * Header fields of every response. Responses here are personal unless a route states otherwise by a `Cache-Control` of its own,
 * and no browser may guess another type than the one that is sent (OWASP ASVS 5.0, 3.4.4 and 14.3.2).
 */
export const responseDefaults = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** Adds the defaults to every response of the server, whichever route, filter or hook sends it. */
export function addResponseDefaults(adapter: FastifyAdapter): void {
  adapter.getInstance().addHook('onSend', (_request, reply, payload, done) => {
    const { 'Cache-Control': caching, ...others } = responseDefaults;
    reply.headers(others);
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', caching);
    done(null, payload);
  });
}
