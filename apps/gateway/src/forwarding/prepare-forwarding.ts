import { countHeader } from '@gatehouse/platform-core';
import { allowedMethods, lastAnswer, sendProblem } from '@gatehouse/platform-nest';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config.js';
import { ForwardingError } from './forwarding-error.js';
import { checkTarget } from './request-target.js';

/** Makes the server leave bodies unread, and reject requests that could be read in two ways. */
export function prepareForwarding(
  app: NestFastifyApplication,
  config: Pick<GatewayConfig, 'BODY_LIMIT_BYTES'>,
): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  // The body stays unread until the caller is known and the request goes on.
  fastify.addContentTypeParser('*', (request, payload, done) => {
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > config.BODY_LIMIT_BYTES) done(new ForwardingError('body_too_large'));
    else done(null, payload);
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    // What is left of a body nobody wanted would be read as the next request, or waited for.
    if (announcesBody(request) && !request.raw.complete) lastAnswer(reply);
    done(null, payload);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isRefused(request, reply)) return;
    done();
  });
}

function announcesBody({ headers }: FastifyRequest): boolean {
  const { 'content-length': length = '0', 'transfer-encoding': coding } = headers;
  return coding !== undefined || length !== '0';
}

/**
 * Answers a request that isn't the gateway's to judge, on every route and before any is chosen: one that could be
 * read in two ways, one that carries credentials twice, or one whose method no upstream is to see. TRACE is among
 * those: it would have an upstream send back the headers it was trusted with (RFC 9110 §9.3.8).
 */
function isRefused(request: FastifyRequest, reply: FastifyReply): boolean {
  const { raw } = request;
  if (!checkTarget(request)) {
    void sendProblem(lastAnswer(reply), 400, { code: 'ambiguous_request' });
  } else if (countHeader(raw.rawHeaders, 'authorization') > 1) {
    const challenge = 'Bearer realm="gatehouse", error="invalid_request"';
    void sendProblem(reply.header('www-authenticate', challenge), 400, { code: 'invalid_request' });
  } else if (!allowedMethods.some((method) => method === raw.method)) {
    const allow = allowedMethods.join(', ');
    void sendProblem(reply.header('allow', allow), 405, { code: 'method_not_allowed' });
  } else return false;
  return true;
}
