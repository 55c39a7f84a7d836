import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { answerUpstreamFailure } from './upstream-failure.js';

/** An answer of an upstream whose head is there. */
export interface UpstreamAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly stream: Readable;
}

/**
 * Passes an answer on, whose head the reply has already, once its body has begun or ended. Of one that breaks off before,
 * nothing has reached the caller, who is told so instead.
 */
export function passOnAnswer(reply: FastifyReply, answer: UpstreamAnswer): void {
  const { statusCode, headers, stream } = answer;
  if (statusCode === 304) {
    // It has no body, and undici takes the length it may tell (RFC 9110 §8.6) for that of one.
    stream.on('error', () => undefined).resume();
    void reply.send();
    return;
  }
  const abandon = () => stream.destroy();
  reply.raw.once('close', abandon);
  bodyBegun(stream).then(
    () => {
      reply.raw.off('close', abandon);
      // Not returned: a reply is a promise itself, of its end.
      void reply.send(stream);
    },
    (error: unknown) => {
      if (reply.raw.destroyed) return;
      for (const name of Object.keys(headers)) reply.removeHeader(name);
      reply.request.log.warn(error, 'response errored');
      answerUpstreamFailure(reply, error as Error);
    },
  );
}

function bodyBegun(stream: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('readable', resolve).once('end', resolve).once('error', reject);
  });
}
