import type { Principal } from '@gatehouse/auth-core';
import {
  type AuthenticatedRequest,
  type CallContext,
  callContextOf,
  principalOf,
} from '@gatehouse/auth-nest';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** A call being answered: who makes it, and what goes on to other services with it. */
export interface Call extends CallContext {
  readonly caller: Principal;
}

/** The call of a route that demands a caller. */
export const CurrentCall = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Call => {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const caller = principalOf(request);
    if (!caller) throw new Error('a public route has no caller');
    return { caller, ...callContextOf(request) };
  },
);
