import {
  type AccessTokenVerifier,
  MissingTokenError,
  type Principal,
  SignatureError,
} from '@gatehouse/auth-core';
import { PassportStrategy } from '@nestjs/passport';
import type { KeyObject } from 'node:crypto';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import type { AuthenticatedRequest } from './authenticated-request.js';
import { bearerToken } from './extractors/bearer-token.js';
import type { TokenExtractor } from './extractors/token-extractor.js';

let instances = 0;

/** What passport-jwt sees of a request: the token that auth-core has parsed, and the key that must have signed it. */
interface SignedToken {
  readonly token: string;
  readonly key: KeyObject;
}

/**
 * The one way an access token gets in. auth-core runs the pipeline, and passport-jwt is its signature step, for tokens
 * that are not in the cache. Expiry is left to the claim policy, which alone knows the allowed clock skew. A good token
 * is on the request as `accessToken` from then on.
 */
export class CognitoJwtStrategy extends PassportStrategy(Strategy, 'cognito-jwt') {
  /** Passport keeps strategies by name in one table a process; each app in it needs a name of its own. */
  override readonly name = `cognito-jwt-${(instances += 1)}`;

  constructor(
    private readonly verifier: AccessTokenVerifier,
    private readonly extractToken: TokenExtractor = bearerToken,
  ) {
    super({
      algorithms: ['RS256'],
      ignoreExpiration: true,
      jsonWebTokenOptions: { ignoreNotBefore: true },
      jwtFromRequest: ({ token }: SignedToken) => token,
      secretOrKeyProvider: ({ key }: SignedToken, _token: string, done: KeyCallback) => {
        done(null, key);
      },
    } as unknown as ConstructorParameters<typeof Strategy>[0]);
    passport.use(this.name, this as unknown as passport.Strategy);
  }

  override authenticate(request: AuthenticatedRequest): void {
    const outcome = this.cachedPrincipal(request);
    if (outcome instanceof Error) this.error(outcome);
    else if (typeof outcome === 'object') this.success(outcome);
    else {
      this.verifier.verify(outcome, this.checkSignature).then(
        (principal) => {
          request.accessToken = outcome;
          this.success(principal);
        },
        (error: unknown) => this.error(error as Error),
      );
    }
  }

  /** Called by passport-jwt once the signature is valid; auth-core creates the principal. */
  validate(): object {
    return {};
  }

  /** The cached principal of the request's token, or the token when it has to be verified. */
  private cachedPrincipal(request: AuthenticatedRequest): Principal | string | Error {
    try {
      const token = this.extractToken(request);
      if (!token) return new MissingTokenError('no access token');
      const principal = this.verifier.getCached(token);
      if (!principal) return token;
      request.accessToken = token;
      return principal;
    } catch (error) {
      return error instanceof Error ? error : new Error('the extractor failed', { cause: error });
    }
  }

  /** Runs passport-jwt as Passport does, on an object of its own for each token. */
  private readonly checkSignature = (token: string, key: KeyObject): Promise<void> =>
    new Promise((resolve, reject) => {
      const run = Object.assign(Object.create(this) as Strategy, {
        success: () => resolve(),
        fail: () => reject(new SignatureError('the signature does not fit')),
        error: reject,
      });
      super.authenticate.call(run, { token, key } as never);
    });
}

type KeyCallback = (error: unknown, key?: KeyObject) => void;
