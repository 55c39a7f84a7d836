import { type AuthenticatedRequest, principalOf } from '@gatehouse/auth-nest';
import { plainAddress } from '@gatehouse/platform-nest';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Route } from '../routes.js';
import type { TxnTokenMinter } from '../txn-token/txn-token-minter.js';
import type { RequestBody } from './bodies/request-body.js';
import { addressBlock, callerOf } from './caller.js';
import { forwardedElement } from './forwarded.js';
import type { Forwarding } from './forwarding.js';
import { CallerLeftError } from './forwarding-error.js';
import { respondToFailure } from './forwarding-failure.js';
import { type TrustedHeaders, upstreamHeaders } from './request-headers.js';
import { targetOf } from './request-target.js';
import { responseFields } from './response/response-fields.js';
import { dispatchWithRetries } from './upstreams/dispatch-with-retries.js';
import type { Slot, Upstream } from './upstreams/upstream.js';

interface Exchange {
  readonly reply: FastifyReply;
  /** The caller's address in its plain form. */
  readonly address: string;
  readonly slot: Slot;
  readonly body: RequestBody | undefined;
}

/**
 * Forwards a request to its upstream, with what the gateway has verified in place of the caller's credentials. A request
 * takes an upstream connection only once its body is there, and gives it back as soon as its caller leaves.
 */
export class Forwarder {
  constructor(
    private readonly shared: Forwarding,
    private readonly minter: TxnTokenMinter,
  ) {}

  async forward(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const address = plainAddress(request.ip);
    const upstream = this.shared.upstreams.get(route.upstream);
    let body: RequestBody | undefined;
    let slot: Slot | undefined;
    try {
      // A caller that left while its token was verified has no address any more.
      if (request.raw.socket.remoteAddress === undefined) throw new CallerLeftError();
      if (request.body !== undefined) {
        body = await this.shared.bodies.read(request.raw, addressBlock(address));
      }
      const caller = callerOf(principalOf(request), address);
      slot = await upstream.enter(caller, body?.isLong ?? false, reply.raw);
      if (reply.raw.destroyed) throw new CallerLeftError();
      await this.exchange(upstream, route, { reply, address, slot, body });
    } catch (error) {
      respondToFailure(reply, error);
    } finally {
      slot?.leave();
      body?.release();
    }
  }

  private async exchange(
    upstream: Upstream,
    route: Route,
    { reply, address, slot, body }: Exchange,
  ): Promise<void> {
    const { request } = reply;
    const trusted = this.trustedHeaders(route, request, address);
    await dispatchWithRetries(
      upstream,
      {
        path: `${upstream.basePath}${targetOf(request)}`,
        method: request.method,
        headers: upstreamHeaders(request.headers, trusted, {
          isForwarded: body !== undefined,
          hasKnownLength: body !== undefined && !body.isLong,
        }),
        body: body ? (body.isLong ? body.stream() : body.whole()) : null,
      },
      {
        response: reply.raw,
        fieldsOf: (rawHeaders) => responseFields(reply, rawHeaders),
        onHeadSent: () => void reply.hijack(),
        becomeStream: () => slot.becomeStream(),
        limits: this.shared.responses,
      },
    );
  }

  private trustedHeaders(
    route: Route,
    request: FastifyRequest,
    clientAddress: string,
  ): TrustedHeaders {
    const authenticated: AuthenticatedRequest = request;
    const principal = principalOf(authenticated);
    const { accessToken } = authenticated;
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
    };
  }
}
