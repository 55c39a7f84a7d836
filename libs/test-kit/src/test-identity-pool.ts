import { SignJWT } from 'jose';
import { type Clock, realClock, secondsOf } from './fake-clock.js';
import { KeyServer } from './key-server.js';
import { generateSigningKey, type SigningKey } from './signing-key.js';

export interface TestIdentityPoolOptions {
  /** A key that was there before, because fresh RSA keys take time. */
  readonly key?: SigningKey;
  readonly clock?: Clock;
}

/**
 * Plays a Cognito identity pool, which is another issuer than any user pool, with keys of its own (Amazon Cognito
 * developer guide, "Identity pools authentication flow").
 */
export class TestIdentityPool {
  readonly issuer = 'https://cognito-identity.amazonaws.com';
  readonly identityPoolId = 'eu-west-1:0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
  readonly identityId = 'eu-west-1:11111111-2222-4333-8444-555555555555';

  private constructor(
    readonly key: SigningKey,
    readonly keyServer: KeyServer,
    private readonly clock: Clock,
  ) {}

  static async start(options: TestIdentityPoolOptions = {}): Promise<TestIdentityPool> {
    const key = options.key ?? (await generateSigningKey('RS256', 'eu-west-11'));
    return new TestIdentityPool(key, await KeyServer.start([key]), options.clock ?? realClock);
  }

  get jwksUri(): string {
    return this.keyServer.url;
  }

  /** The token of GetOpenIdToken, for an identity that has signed in through the given user pool. */
  openIdToken(userPoolId: string): Promise<string> {
    const now = secondsOf(this.clock);
    const provider = `cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;
    const claims = {
      iss: this.issuer,
      sub: this.identityId,
      aud: this.identityPoolId,
      amr: ['authenticated', provider, `${provider}:CognitoSignIn:${this.identityId}`],
      iat: now,
      exp: now + 600,
    };
    return new SignJWT(claims)
      .setProtectedHeader({ kid: this.key.kid, typ: 'JWS', alg: 'RS256' })
      .sign(this.key.privateKey);
  }

  async close(): Promise<void> {
    await this.keyServer.close();
  }
}
