import { isClosing, lastAnswer } from '@gatehouse/platform-nest';
import type { FastifyReply } from 'fastify';
import { downstreamFields } from '../request-headers.js';

/**
 * The fields of the response to the caller: the upstream's without those of its connection, and the gateway's own.
 *
 * @param rawHeaders names and values of the upstream's fields, in turn
 * @returns names and values, in turn
 */
export function responseFields(reply: FastifyReply, rawHeaders: readonly Buffer[]): string[] {
  const { server, request } = reply;
  if (isClosing(server) || !request.raw.complete) lastAnswer(reply);
  const fields = downstreamFields(rawHeaders);
  const own = reply.getHeaders();
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined) fields.push(name, String(value));
  }
  return fields;
}
