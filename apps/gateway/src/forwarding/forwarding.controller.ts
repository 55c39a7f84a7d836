import { Authenticated, Public, RequireScopes, UsersOnly } from '@gatehouse/auth-nest';
import { All, applyDecorators, Controller, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Route } from '../routes.js';
import { Forwarder } from './forwarder.js';

/** A controller that forwards one route of the table, declared as open as the table says and no more. */
export function forwardingController(route: Route): Type {
  @Controller()
  class ForwardingController {
    constructor(private readonly forwarder: Forwarder) {}

    @All(pathsOf(route))
    @declareAccess(route.access)
    forward(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
      this.forwarder.forward(route, request, reply);
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
  if (access === 'account') {
    return applyDecorators(UsersOnly(), RequireScopes('aws.cognito.signin.user.admin'));
  }
  return Public();
}
