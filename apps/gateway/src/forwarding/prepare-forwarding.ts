import fastifyReplyFrom from '@fastify/reply-from';
import { problem } from '@gatehouse/platform-core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config.js';
import { BodyTooLargeError } from './bounded-body.js';
import { canonicalPath } from './canonical-path.js';

const connectionsPerUpstream = 128;

/** Makes the server pass bodies on as streams, and refuse requests that could be read in two ways. */
export async function prepareForwarding(
  app: NestFastifyApplication,
  config: GatewayConfig,
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const timeout = config.UPSTREAM_TIMEOUT_SECONDS * 1000;
  await fastify.register(fastifyReplyFrom, {
    undici: {
      connections: connectionsPerUpstream,
      pipelining: 1,
      headersTimeout: timeout,
      bodyTimeout: timeout,
      connect: { timeout: Math.min(timeout, 5_000) },
    },
    disableRequestLogging: true,
  });
  fastify.removeAllContentTypeParsers();
  // The body stays unread until the caller is known and the request goes on.
  fastify.addContentTypeParser('*', (request, payload, done) => {
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > config.BODY_LIMIT_BYTES) done(new BodyTooLargeError('the body is too large'));
    else done(null, payload);
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    // What is left of a body nobody wanted would be read as the next request, or waited for.
    if (request.body !== undefined && !request.raw.complete) reply.header('connection', 'close');
    done(null, payload);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isUnambiguous(request)) refuse(reply, 400, 'ambiguous_request');
    else if (request.method === 'TRACE') refuse(reply, 405, 'method_not_allowed');
    else done();
  });
}

/** One Host, and a path in its one spelling. */
function isUnambiguous({ raw }: FastifyRequest): boolean {
  const hosts = raw.rawHeaders.filter((text, index) => index % 2 === 0 && /^host$/i.test(text));
  return hosts.length <= 1 && canonicalPath(raw.url ?? '') !== undefined;
}

/** TRACE would have an upstream send back the headers it was trusted with (RFC 9110 §9.3.8). */
function refuse(reply: FastifyReply, status: number, code: string): void {
  void reply
    .status(status)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(problem(status, { code, requestId: reply.request.id })));
}
