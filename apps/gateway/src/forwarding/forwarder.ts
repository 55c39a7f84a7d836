import { type AuthenticatedRequest, principalOf } from '@gatehouse/auth-nest';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config.js';
import { type Route, upstreams } from '../routes.js';
import type { TxnTokenMinter } from '../txn-token/txn-token-minter.js';
import { boundedBody } from './bounded-body.js';
import { canonicalPath } from './canonical-path.js';
import { forwardedElement, plainAddress } from './forwarded.js';
import { passOnAnswer, type UpstreamAnswer } from './pass-on-answer.js';
import { downstreamHeaders, type TrustedHeaders, upstreamHeaders } from './request-headers.js';
import { answerUpstreamFailure } from './upstream-failure.js';
import { retryDelay } from './retry.js';

/** Passes a request on to its upstream, with what the gateway has verified in place of the caller's credentials. */
export class Forwarder {
  constructor(
    private readonly config: GatewayConfig,
    private readonly minter: TxnTokenMinter,
  ) {}

  forward(route: Route, request: FastifyRequest, reply: FastifyReply): void {
    const path = canonicalPath(request.raw.url ?? '');
    if (path === undefined) throw new Error('a path that is not canonical reached forwarding');
    const { origin, pathname } = new URL(this.config[upstreams[route.upstream]]);
    // A caller that has gone while its token was verified has no address any more, and waits for nothing.
    if (request.raw.socket.remoteAddress === undefined) {
      reply.hijack();
      return;
    }
    const hasBody = request.body !== undefined;
    if (hasBody) request.body = boundedBody(request.raw, this.config.BODY_LIMIT_BYTES);
    reply.from(`${pathname.replace(/\/$/, '')}${path}`, {
      getUpstream: () => origin,
      rewriteRequestHeaders: (_request, headers) =>
        upstreamHeaders(headers, this.trustedHeaders(route, request), hasBody),
      rewriteHeaders: (headers) => downstreamHeaders(headers),
      // A body is a stream and has gone by.
      retryDelay: (details) => (hasBody ? null : retryDelay(details)),
      onResponse: (_request, begun, answer) =>
        passOnAnswer(begun as FastifyReply, answer as unknown as UpstreamAnswer),
      onError: (failed, { error }) => answerUpstreamFailure(failed as FastifyReply, error),
    });
  }

  private trustedHeaders(route: Route, request: FastifyRequest): TrustedHeaders {
    const authenticated: AuthenticatedRequest = request;
    const principal = principalOf(authenticated);
    const { accessToken } = authenticated;
    const clientAddress = plainAddress(request.ip);
    const audience = route.upstream;
    const { protocol } = request;
    const { host } = request.headers;
    return {
      'x-request-id': request.id,
      'x-forwarded-for': clientAddress,
      'x-forwarded-host': host,
      'x-forwarded-proto': protocol,
      forwarded: forwardedElement({ address: clientAddress, host, protocol }),
      'txn-token':
        principal && accessToken
          ? this.minter.mint({ principal, accessToken, audience, clientAddress })
          : undefined,
      'cognito-access-token': route.access === 'account' ? accessToken : undefined,
    };
  }
}
