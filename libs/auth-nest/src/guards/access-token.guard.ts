import { MissingTokenError, type Principal } from '@gatehouse/auth-core';
import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { type AuthenticatedRequest, setPrincipal } from '../authenticated-request.js';
import type { CognitoJwtStrategy } from '../cognito-jwt.strategy.js';
import { demandedAuthentication } from '../demanded-authentication.js';
import { rightsFilter } from '../elevated-rights.js';

/** Demands a Cognito access token on every route that isn't public, and a good one or none where it is optional. */
export class AccessTokenGuard implements CanActivate {
  private readonly passport: CanActivate;

  /** @param countRights takes the rights that do not count from a caller; absent: all count */
  constructor(
    strategy: CognitoJwtStrategy,
    private readonly countRights = rightsFilter(undefined),
  ) {
    this.passport = new (passportGuard(strategy.name))();
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const demanded = demandedAuthentication(context);
    if (demanded === 'none') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    try {
      setPrincipal(request, this.countRights(await this.authenticate(context)));
    } catch (error) {
      if (demanded === 'full' || !isAnonymous(error, request)) throw error;
    }
    return true;
  }

  /**
   * Verifies the request's access token and puts the principal on the request, with all rights that the token holds.
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
