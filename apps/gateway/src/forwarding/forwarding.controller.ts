import { Authenticated, principalOf, Public, UsersOnly } from '@gatehouse/auth-nest';
import type { Access } from '@gatehouse/services';
import { All, Controller, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { endAnswer } from '../revocation/end-answer.js';
import { OpenRequests } from '../revocation/open-requests.js';
import type { Route } from '../routes.js';
import { Forwarder } from './forwarder.js';

/** A controller that forwards one route of the table, declared as open as the table says and no more. */
export function forwardingController(route: Route): Type {
  @Controller()
  class ForwardingController {
    constructor(
      private readonly forwarder: Forwarder,
      private readonly openRequests: OpenRequests,
    ) {}

    @All(pathsOf(route))
    @declareAccess(route.access)
    async forward(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      // What ends sessions answers in the session that it ends.
      if (route.access !== 'account') this.endWithSession(request, reply);
      await this.forwarder.forward(route, request, reply);
    }

    private endWithSession(request: FastifyRequest, reply: FastifyReply): void {
      const principal = principalOf(request);
      if (!principal) return;
      const over = this.openRequests.add(principal, () => endAnswer(reply.raw));
      reply.raw.once('close', over);
    }
  }
  Object.defineProperty(ForwardingController, 'name', { value: `Forward /${route.prefix}` });
  return ForwardingController;
}

function pathsOf({ prefix, access }: Route): string[] {
  if (typeof access === 'string') return [`/${prefix}`, `/${prefix}/*`];
  return access.publicPaths.map((path) => `/${prefix}/${path}`);
}

function declareAccess(access: Access): MethodDecorator {
  if (access === 'authenticated') return Authenticated();
  if (access === 'account') return UsersOnly();
  return Public();
}
