import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Leads a browser that opens the gateway's address to `/docs`. For any other client there is nothing at `/`.
 *
 * It is a hook and not a route: the router would find a route at `/` for the request target `*` too.
 */
export function redirectRootToDocs(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', ({ raw, headers }, reply, done) => {
      const isRead = raw.method === 'GET' || raw.method === 'HEAD';
      if (isRead && /^\/(?:\?|$)/.test(raw.url ?? '') && acceptsHtml(headers.accept ?? '')) {
        void reply.status(302).headers({ location: '/docs', vary: 'accept' }).send();
      } else done();
    });
}

const htmlTypes = new Set(['text/html', 'text/*', '*/*']);

/** Whether an Accept header allows HTML, by name or by a wildcard (RFC 9110 §12.5.1). */
function acceptsHtml(accept: string): boolean {
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return htmlTypes.has(type) && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
