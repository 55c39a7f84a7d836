import { type AuthenticatedRequest, principalOf } from '@gatehouse/auth-nest';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Observable } from 'rxjs';
import { SessionsService } from './sessions.service.js';
import { userAgentOf } from './user-agent.js';

/** Records the session of every request that a user makes through the gateway. */
@Injectable()
export class SessionRecorder implements NestInterceptor {
  constructor(private readonly sessions: SessionsService) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const caller = principalOf(request);
    if (caller?.kind === 'user' && caller.workload === undefined) {
      await this.sessions.active(caller, userAgentOf(request));
    }
    return next.handle();
  }
}
