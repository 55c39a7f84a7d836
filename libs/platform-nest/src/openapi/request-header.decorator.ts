import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The value of a request header, undefined when there is none; given a schema's pipe, checked and documented. */
export const RequestHeader = createParamDecorator(readHeader);

/** What `@RequestHeader()` leaves in a method's metadata, by which it is known there. */
export function readHeader(name: string, context: ExecutionContext): unknown {
  return context.switchToHttp().getRequest<FastifyRequest>().headers[name];
}
