import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal } from '@gatehouse/auth-core';
import { type AuthenticatedRequest, principalOf } from '../authenticated-request.js';

/** The verified caller. On a route that takes anonymous calls it may be undefined. */
export const CurrentPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal | undefined =>
    principalOf(context.switchToHttp().getRequest<AuthenticatedRequest>()),
);

/**
 * The Txn-Token this service received, to be passed on, beside the service's own access token, when it calls a
 * peer for the caller. Undefined when the call came without one.
 */
export const CurrentTxnToken = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | undefined =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().txnToken,
);
