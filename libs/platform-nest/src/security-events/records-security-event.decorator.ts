import type { SecurityEventName } from '@gatehouse/platform-core';
import {
  applyDecorators,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { securityEventOf, type SecurityEventNames } from './request-security-event.js';

/** How a method's security event is named and whom it is about. */
export interface SecurityEventOptions<Result> {
  /** The names; a function where the body decides, which may hold anything yet. */
  readonly names: SecurityEventNames | ((body: unknown) => SecurityEventNames);
  /** The path parameter that holds the `sub` of the user whom the action is about. */
  readonly targetParameter?: string;
  /** The member of the body that holds the name somebody gives to sign in. */
  readonly nameMember?: string;
  /** The event of a success, where what the method returns decides; undefined: the one in `names`. */
  readonly successOf?: (result: Result) => SecurityEventName | undefined;
  /** The `sub` of the user, from what a public method returns. */
  readonly subjectOf?: (result: Result) => string | undefined;
}

type Declaration = SecurityEventOptions<unknown>;

const declarationKey = 'gatehouse:security-event';

/**
 * Makes every call of a method a security event: on the line of its request, at the level `info`, with who acted, on whom,
 * from where, and of a failure the reason. A call that a guard rejects counts as a failure, too.
 */
export function RecordsSecurityEvent<Result = unknown>(
  options: SecurityEventOptions<Result>,
): MethodDecorator {
  const note: MethodDecorator = (_prototype, _name, descriptor) =>
    Reflect.defineMetadata(declarationKey, options, descriptor.value as object);
  return applyDecorators(note, UseInterceptors(new SuccessInterceptor(options as Declaration)));
}

/** Names the event before the guards that may reject the call; it lets every call pass. */
@Injectable()
export class SecurityEventGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    const declaration = Reflect.getMetadata(declarationKey, handler) as Declaration | undefined;
    if (declaration) expectEvent(declaration, context.switchToHttp().getRequest<FastifyRequest>());
    return true;
  }
}

function expectEvent(declaration: Declaration, request: FastifyRequest): void {
  const { names, targetParameter, nameMember } = declaration;
  const { body, params } = request;
  securityEventOf(request)?.expect(typeof names === 'function' ? names(body) : names, {
    targetId: textIn(params, targetParameter),
    signInName: textIn(body, nameMember),
  });
}

function textIn(value: unknown, name: string | undefined): string | undefined {
  if (name === undefined || typeof value !== 'object' || value === null) return undefined;
  const member: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  return typeof member === 'string' ? member : undefined;
}

/** Errors are recorded by the filters, which see those of guards and pipes as well. */
class SuccessInterceptor implements NestInterceptor {
  constructor(private readonly declaration: Declaration) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const event = securityEventOf(context.switchToHttp().getRequest<FastifyRequest>());
    const { subjectOf, successOf } = this.declaration;
    return next
      .handle()
      .pipe(tap((result) => event?.succeed(subjectOf?.(result), successOf?.(result))));
  }
}
