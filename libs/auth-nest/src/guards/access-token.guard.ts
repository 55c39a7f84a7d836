import { MissingTokenError, type Principal } from '@gatehouse/auth-core';
import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { type AuthenticatedRequest, setPrincipal } from '../authenticated-request.js';
import type { CognitoJwtStrategy } from '../cognito-jwt.strategy.js';
import { demandedAuthentication } from '../demanded-authentication.js';

/** Demands a Cognito access token on every route that isn't public, and a good one or none where it is optional. */
export class AccessTokenGuard implements CanActivate {
  private readonly passport: CanActivate;

  constructor(strategy: CognitoJwtStrategy) {
    this.passport = new (passportGuard(strategy.name))();
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const demanded = demandedAuthentication(context);
    if (demanded === 'none') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    try {
      setPrincipal(request, await this.authenticate(context));
    } catch (error) {
      if (demanded === 'full' || !isAnonymous(error, request)) throw error;
    }
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

/** An Authorization header that shows no token, of another scheme perhaps, isn't the same as none. */
function isAnonymous(error: unknown, { headers }: AuthenticatedRequest): boolean {
  return error instanceof MissingTokenError && headers.authorization === undefined;
}

function passportGuard(strategyName: string) {
  return class extends AuthGuard(strategyName) {
    override getAuthenticateOptions() {
      return { session: false, property: 'principal' };
    }

    override handleRequest<User>(error: unknown, user: User | false, info: unknown): User {
      if (user) return user;
      throw error ?? info;
    }
  };
}
