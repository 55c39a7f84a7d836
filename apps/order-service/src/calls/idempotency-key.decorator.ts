import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/**
 * The `Idempotency-Key` header, undefined when there is none; given a schema's pipe, checked. Node joins two of
 * them with a comma and a space, and no key has a space.
 */
export const IdempotencyKey = createParamDecorator(
  (_data: unknown, context: ExecutionContext): unknown =>
    context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'],
);
