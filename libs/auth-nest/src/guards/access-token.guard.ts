import { AuthError, MissingTokenError, type Principal, SignatureError } from '@gatehouse/auth-core';
import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { AuthenticatedRequest } from '../authenticated-request.js';
import type { CognitoJwtStrategy } from '../cognito-jwt.strategy.js';
import { requirementsOf } from '../route-requirements.js';

/** Demands a Cognito access token on every route that isn't public. */
export class AccessTokenGuard implements CanActivate {
  private readonly passport: CanActivate;

  constructor(strategy: CognitoJwtStrategy) {
    this.passport = new (passportGuard(strategy.name))();
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (requirementsOf(context.getHandler() as () => unknown, context.getClass())?.public)
      return true;
    await this.authenticate(context);
    return true;
  }

  /**
   * Verifies the request's access token and puts the principal on the request.
   *
   * @throws AuthError
   */
  async authenticate(context: ExecutionContext): Promise<Principal> {
    await this.passport.canActivate(context);
    const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!principal) throw new Error('Passport let a request pass without a principal');
    return principal;
  }
}

function passportGuard(strategyName: string) {
  return class extends AuthGuard(strategyName) {
    override getAuthenticateOptions() {
      return { session: false, property: 'principal' };
    }

    override handleRequest<User>(error: unknown, user: User | false, info: unknown): User {
      if (user) return user;
      throw refusal(error ?? info);
    }
  };
}

/** Our own errors as they are; what passport-jwt itself finds wrong is either no token or a bad signature. */
function refusal(cause: unknown): unknown {
  if (cause instanceof AuthError || !(cause instanceof Error)) return cause;
  if (cause.name === 'JsonWebTokenError') {
    return new SignatureError('the signature does not fit');
  }
  return cause.message === 'No auth token' ? new MissingTokenError('no bearer token') : cause;
}
