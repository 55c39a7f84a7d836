import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { MissingAccessTokenError } from './errors.js';

/**
 * The caller's own access token, which the gateway passes on where Cognito itself demands it. Used to call Cognito and
 * for nothing else: who calls, the Txn-Token says.
 *
 * @throws MissingAccessTokenError when the call didn't come through the gateway's route for it
 */
export const CognitoAccessToken = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string => {
    const value = context.switchToHttp().getRequest<FastifyRequest>().headers[header];
    if (typeof value !== 'string' || value === '') throw new MissingAccessTokenError();
    return value;
  },
);

const header = 'cognito-access-token';
