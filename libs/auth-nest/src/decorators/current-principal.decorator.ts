import {
  type ClientPrincipal,
  type Principal,
  type UserPrincipal,
  WrongPrincipalKindError,
} from '@gatehouse/auth-core';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type AuthenticatedRequest, principalOf } from '../authenticated-request.js';

/** A decorator for a parameter that takes a value of this type; on any other it doesn't compile. */
export type ParameterDecoratorOf<Value> = <
  Target,
  Key extends string | symbol,
  Index extends number,
>(
  target: Target,
  key: Key,
  index: Target extends Record<Key, (...args: infer Parameters) => unknown>
    ? [Value] extends [Parameters[Index]]
      ? Index
      : never
    : Index,
) => void;

interface PrincipalDecorator {
  (): ParameterDecoratorOf<Principal>;
  (kind: 'user'): ParameterDecoratorOf<UserPrincipal>;
  (kind: 'client'): ParameterDecoratorOf<ClientPrincipal>;
}

/**
 * The verified caller: `@CurrentPrincipal() caller: Principal`, or of one kind,
 * `@CurrentPrincipal('user') user: UserPrincipal`. A kind that the route's `@UsersOnly()` or `@MachinesOnly()` doesn't
 * promise stops the start. On a route with `@OptionalAuthentication()` it is undefined for anonymous callers.
 */
export const CurrentPrincipal = createParamDecorator(currentPrincipal) as PrincipalDecorator;

/** What Nest calls for the parameter; it is known by this function at the start. */
export function currentPrincipal(
  kind: Principal['kind'] | undefined,
  context: ExecutionContext,
): Principal | undefined {
  const principal = principalOf(context.switchToHttp().getRequest<AuthenticatedRequest>());
  if (kind && principal && principal.kind !== kind) throw new WrongPrincipalKindError(kind);
  return principal;
}

/**
 * The Txn-Token this service received, to be passed on, beside the service's own access token, when it calls a
 * peer for the caller. Undefined when the call came without one.
 */
export const CurrentTxnToken = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | undefined =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().txnToken,
);
