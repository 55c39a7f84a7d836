import type { AccessTokenVerifier, Principal, ReadAccessToken } from '@gatehouse/auth-core';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import type { AuthenticatedRequest } from './authenticated-request.js';
import { bearerToken } from './bearer-token.js';

let instances = 0;

/**
 * The one way an access token gets in: auth-core reads it and finds its key, passport-jwt checks the signature,
 * auth-core judges the claims. Expiry is left to that last step, which alone knows the allowed clock skew.
 */
export class CognitoJwtStrategy extends PassportStrategy(Strategy, 'cognito-jwt') {
  /** Passport keeps strategies by name in one table a process; each app in it needs a name of its own. */
  override readonly name = `cognito-jwt-${(instances += 1)}`;
  private readonly verifier: AccessTokenVerifier;
  private readonly read: WeakMap<object, ReadAccessToken>;

  constructor(verifier: AccessTokenVerifier) {
    const read = new WeakMap<object, ReadAccessToken>();
    super({
      algorithms: ['RS256'],
      ignoreExpiration: true,
      jsonWebTokenOptions: { ignoreNotBefore: true },
      passReqToCallback: true,
      jwtFromRequest: (request: unknown) => bearerToken(request as AuthenticatedRequest),
      secretOrKeyProvider: (request: unknown, token: string, done: KeyCallback) => {
        verifier.read(token).then(
          (readToken) => {
            read.set(request as object, readToken);
            done(null, readToken.key);
          },
          (error: unknown) => done(error),
        );
      },
    } as unknown as ConstructorParameters<typeof Strategy>[0]);
    this.verifier = verifier;
    this.read = read;
    passport.use(this.name, this as unknown as passport.Strategy);
  }

  /** A token that was found good a while ago isn't verified again. */
  override authenticate(request: AuthenticatedRequest, options?: object): void {
    const known = this.knownPrincipal(request);
    if (known instanceof Error) this.error(known);
    else if (known) this.success(known);
    else super.authenticate(request as never, options);
  }

  private knownPrincipal(request: AuthenticatedRequest): Principal | Error | undefined {
    try {
      const token = bearerToken(request);
      return token === null ? undefined : this.verifier.known(token);
    } catch (error) {
      return error as Error;
    }
  }

  /** Called by Passport once the signature is found good. */
  validate(request: object): Principal {
    const readToken = this.read.get(request);
    if (!readToken) throw new Error('a token was accepted that was never read');
    return this.verifier.accept(readToken);
  }
}

type KeyCallback = (error: unknown, key?: ReadAccessToken['key']) => void;
