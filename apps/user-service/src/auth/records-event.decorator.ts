import { DomainError } from '@gatehouse/platform-core';
import {
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { type Observable, tap } from 'rxjs';

/** What an answer or a refusal is called in the log. */
interface EventNames {
  readonly success: `auth.${string}`;
  readonly failure: `auth.${string}`;
}

/**
 * Makes the request's log line say what happened under a stable name, so that it can be counted: `event`, and for a
 * refusal `reason`, the stable code of the error. It says nothing of who it happened to.
 */
export const RecordsEvent = (names: EventNames) => UseInterceptors(new EventInterceptor(names));

class EventInterceptor implements NestInterceptor {
  constructor(private readonly names: EventNames) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<{ logFields?: object }>();
    const record = (fields: object) => (request.logFields = { ...request.logFields, ...fields });
    const { success, failure } = this.names;
    return next.handle().pipe(
      tap({
        complete: () => record({ event: success }),
        error: (error: unknown) => {
          if (error instanceof DomainError) record({ event: failure, reason: error.code });
        },
      }),
    );
  }
}
