import type { Principal } from '@gatehouse/auth-core';
import { type AuthenticatedRequest, principalOf } from '@gatehouse/auth-nest';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** A call being answered: who makes it, and what goes on to other services with it. */
export interface Call {
  readonly caller: Principal;
  readonly requestId: string;
  /** The proof of the caller this service received. */
  readonly txnToken?: string;
}

/** The call of a route that demands a caller. */
export const CurrentCall = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Call => {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest & { id: string }>();
    const caller = principalOf(request);
    if (!caller) throw new Error('a public route has no caller');
    return { caller, requestId: request.id, txnToken: request.txnToken };
  },
);
