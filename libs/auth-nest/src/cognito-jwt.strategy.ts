import {
  type AccessTokenVerifier,
  MissingTokenError,
  type Principal,
  type ReadAccessToken,
} from '@gatehouse/auth-core';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import type { AuthenticatedRequest } from './authenticated-request.js';
import { bearerToken } from './extractors/bearer-token.js';
import type { TokenExtractor } from './extractors/token-extractor.js';

let instances = 0;

/** What a request shows, while it is being authenticated: on the request itself, because a WeakMap costs microseconds. */
const shownToken = Symbol('shown access token');

interface ShownToken {
  readonly token: string;
  read?: ReadAccessToken;
}

type RequestWithToken = AuthenticatedRequest & { [shownToken]?: ShownToken };

/**
 * The one way an access token gets in: auth-core reads it and finds its key, passport-jwt checks the signature,
 * auth-core judges the claims. Expiry is left to that last step, which alone knows the allowed clock skew. A good token
 * stands on the request as `accessToken` from then on.
 */
export class CognitoJwtStrategy extends PassportStrategy(Strategy, 'cognito-jwt') {
  /** Passport keeps strategies by name in one table a process; each app in it needs a name of its own. */
  override readonly name = `cognito-jwt-${(instances += 1)}`;
  private readonly verifier: AccessTokenVerifier;
  private readonly extractToken: TokenExtractor;

  constructor(verifier: AccessTokenVerifier, extractToken: TokenExtractor = bearerToken) {
    super({
      algorithms: ['RS256'],
      ignoreExpiration: true,
      jsonWebTokenOptions: { ignoreNotBefore: true },
      passReqToCallback: true,
      jwtFromRequest: (request: RequestWithToken) => request[shownToken]?.token ?? null,
      secretOrKeyProvider: (request: RequestWithToken, token: string, done: KeyCallback) => {
        verifier.read(token).then(
          (read) => {
            request[shownToken] = { token, read };
            done(null, read.key);
          },
          (error: unknown) => done(error),
        );
      },
    } as unknown as ConstructorParameters<typeof Strategy>[0]);
    this.verifier = verifier;
    this.extractToken = extractToken;
    passport.use(this.name, this as unknown as passport.Strategy);
  }

  /** A token that was found good a while ago isn't verified again. */
  override authenticate(request: AuthenticatedRequest, options?: object): void {
    const known = this.knownPrincipal(request);
    if (known instanceof Error) this.error(known);
    else if (known) this.success(known);
    else super.authenticate(request as never, options);
  }

  private knownPrincipal(request: RequestWithToken): Principal | Error | undefined {
    try {
      const token = this.extractToken(request);
      if (!token) return new MissingTokenError('no access token');
      const known = this.verifier.known(token);
      if (known) request.accessToken = token;
      else request[shownToken] = { token };
      return known;
    } catch (error) {
      return error instanceof Error ? error : new Error('the extractor failed', { cause: error });
    }
  }

  /** Called by Passport once the signature is found good. */
  validate(request: RequestWithToken): Principal {
    const { token, read } = request[shownToken] ?? {};
    if (!read) throw new Error('a token was accepted that was never read');
    const principal = this.verifier.accept(read);
    request.accessToken = token;
    return principal;
  }
}

type KeyCallback = (error: unknown, key?: ReadAccessToken['key']) => void;
