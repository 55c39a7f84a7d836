import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { generateSigningKey, KeyServer, type SigningKey } from './key-server.js';

export interface TokenChanges {
  /** Claims to set; `undefined` removes one. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Header members to set; `undefined` removes one. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** The key to sign with instead of the issuer's. */
  readonly key?: SigningKey;
}

/** Plays a Cognito user pool: two RSA keys, one for access and one for ID tokens, published as a JWK Set. */
export class TestIssuer {
  readonly clientId = 'testclient0000000000000000';
  readonly machineClientId = 'testmachine000000000000000';
  readonly userSubject = '34c84488-e0e1-70ae-d2ee-991ad1a898c8';

  private constructor(
    readonly issuer: string,
    private readonly keys: { readonly access: SigningKey; readonly id: SigningKey },
    readonly keyServer: KeyServer,
    private readonly nowMilliseconds: () => number,
  ) {}

  static async start({
    issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_TestPool1',
    nowMilliseconds = Date.now,
  } = {}): Promise<TestIssuer> {
    const [access, id] = await Promise.all([
      generateSigningKey('RS256', 'YWNjZXNzLXRva2VuLWtleS1vZi10ZXN0LXBvb2wx='),
      generateSigningKey('RS256', 'aWQtdG9rZW4ta2V5LW9mLXRlc3QtcG9vbDE='),
    ]);
    const keyServer = await KeyServer.start([access, id]);
    return new TestIssuer(issuer, { access, id }, keyServer, nowMilliseconds);
  }

  /** Signs access tokens; ID tokens have a key of their own. */
  get accessKey(): SigningKey {
    return this.keys.access;
  }

  get jwksUri(): string {
    return this.keyServer.url;
  }

  /** An access token as a user's sign-in by API gives it, with the given scopes added. */
  userToken(scopes: readonly string[] = [], changes: TokenChanges = {}): Promise<string> {
    const sub = this.userSubject;
    return this.sign(
      {
        ...this.times(),
        sub,
        client_id: this.clientId,
        origin_jti: randomUUID(),
        event_id: randomUUID(),
        token_use: 'access',
        scope: ['aws.cognito.signin.user.admin', ...scopes].join(' '),
        username: sub,
      },
      changes,
    );
  }

  /** An access token as client credentials give it. */
  machineToken(scopes: readonly string[], changes: TokenChanges = {}): Promise<string> {
    const sub = this.machineClientId;
    return this.sign(
      {
        ...this.times(),
        sub,
        client_id: sub,
        token_use: 'access',
        scope: scopes.join(' '),
        version: 2,
      },
      changes,
    );
  }

  /** An ID token of the same user, signed with the key for ID tokens. */
  idToken(changes: TokenChanges = {}): Promise<string> {
    const sub = this.userSubject;
    return this.sign(
      { ...this.times(), sub, aud: this.clientId, token_use: 'id', 'cognito:username': sub },
      { key: this.keys.id, ...changes },
    );
  }

  async close(): Promise<void> {
    await this.keyServer.close();
  }

  private times(): JWTPayload {
    const now = Math.floor(this.nowMilliseconds() / 1000);
    return { iss: this.issuer, iat: now, auth_time: now, exp: now + 3600, jti: randomUUID() };
  }

  private sign(
    claims: JWTPayload,
    { claims: changed, header, key = this.accessKey }: TokenChanges,
  ) {
    return new SignJWT({ ...claims, ...changed })
      .setProtectedHeader({ kid: key.kid, alg: 'RS256', ...header })
      .sign(key.privateKey);
  }
}
