import { createHash, randomUUID } from 'node:crypto';
import { CompactEncrypt, importJWK, type JWTPayload, SignJWT } from 'jose';
import { type Clock, realClock, secondsOf } from './fake-clock.js';
import { KeyServer } from './key-server.js';
import { generateSigningKey, type SigningKey } from './signing-key.js';

export interface TokenChanges {
  /** Claims to set; `undefined` removes one. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Header members to set; `undefined` removes one. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** The key to sign with instead of the issuer's. */
  readonly key?: SigningKey;
}

/** The two keys of a pool: one signs access tokens, the other ID tokens. */
export interface PoolKeys {
  readonly access: SigningKey;
  readonly id: SigningKey;
}

export interface TestIssuerOptions {
  /** What its tokens say; the default is a pool at AWS. */
  readonly issuer?: string;
  /** Keys of another issuer, also of one that is still open. */
  readonly keys?: PoolKeys;
  readonly clock?: Clock;
}

const defaultIssuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_TestPool1';
const tokenLifetimeSeconds = 3600;

/** Keys of closed issuers, by issuer. New RSA keys take a fifth of a second, so the next issuer gets these. */
const closedKeys = new Map<string, PoolKeys[]>();

/**
 * Plays a Cognito user pool: two RSA keys, one for access and one for ID tokens, published as a JWK Set, and a builder
 * for each kind of token Cognito issues (Amazon Cognito developer guide, "Understanding user pool JSON web tokens").
 * Issuers of one name that are open at the same time have different keys.
 */
export class TestIssuer {
  readonly clientId = 'testclient0000000000000000';
  readonly machineClientId = 'testmachine000000000000000';
  readonly userSubject = '34c84488-e0e1-70ae-d2ee-991ad1a898c8';

  /** Whether another issuer may have the keys once this one is closed. */
  private hasOwnKeys = false;

  private constructor(
    readonly issuer: string,
    readonly keys: PoolKeys,
    readonly keyServer: KeyServer,
    private readonly clock: Clock,
  ) {}

  static async start(options: TestIssuerOptions = {}): Promise<TestIssuer> {
    const { issuer = defaultIssuer, clock = realClock } = options;
    const keys = options.keys ?? closedKeys.get(issuer)?.pop() ?? (await generatePoolKeys(issuer));
    const keyServer = await KeyServer.start([keys.access, keys.id]);
    const started = new TestIssuer(issuer, keys, keyServer, clock);
    started.hasOwnKeys = options.keys === undefined;
    return started;
  }

  /** Signs access tokens; ID tokens have a key of their own. */
  get accessKey(): SigningKey {
    return this.keys.access;
  }

  get jwksUri(): string {
    return this.keyServer.url;
  }

  /** `eu-west-1_TestPool1`. */
  get poolId(): string {
    return this.issuer.slice(this.issuer.lastIndexOf('/') + 1);
  }

  /** The other name of the same issuer at AWS (IssuerConfiguration of CreateUserPool, type UPDATED). */
  get updatedIssuer(): string {
    return this.issuer.replace('https://cognito-idp.', 'https://issuer-cognito-idp.');
  }

  /** Seconds since the epoch by the issuer's clock. */
  now(): number {
    return secondsOf(this.clock);
  }

  /** An access token as a user's sign-in by API gives it, with the given scopes added. */
  userToken(scopes: readonly string[] = [], changes: TokenChanges = {}): Promise<string> {
    return this.sign(this.userClaims(scopes), changes);
  }

  /** An access token as the authorization code flow gives it: the scopes asked for, and no others. */
  oauthUserToken(scopes = ['openid'], changes: TokenChanges = {}): Promise<string> {
    const claims = { ...this.userClaims(), scope: scopes.join(' '), version: 2 };
    return this.sign(claims, changes);
  }

  /** An access token of a user of another identity provider, with the group Cognito makes for that provider. */
  federatedUserToken(provider = 'Google', changes: TokenChanges = {}): Promise<string> {
    const claims = {
      ...this.userClaims(),
      scope: 'openid',
      version: 2,
      username: `${provider}_118234567890123456789`,
      'cognito:groups': [`${this.poolId}_${provider}`],
      amr: ['fed'],
    };
    return this.sign(claims, changes);
  }

  /** An access token of a member of groups. */
  groupMemberToken(groups: readonly string[], changes: TokenChanges = {}): Promise<string> {
    return this.sign({ ...this.userClaims(), 'cognito:groups': groups }, changes);
  }

  /** An access token that says how well its user signed in. */
  stepUpToken(
    acr = 'urn:cognito:loa:4',
    amr: readonly string[] = ['pwd', 'otp', 'mfa'],
    changes: TokenChanges = {},
  ): Promise<string> {
    return this.sign({ ...this.userClaims(), acr, amr }, changes);
  }

  /** An access token from a device the pool remembers. */
  rememberedDeviceToken(changes: TokenChanges = {}): Promise<string> {
    const [region] = this.poolId.split('_');
    return this.sign({ ...this.userClaims(), device_key: `${region}_${randomUUID()}` }, changes);
  }

  /** An access token bound to a resource (RFC 8707): the only kind that carries `aud`. */
  resourceBoundToken(audience: string, changes: TokenChanges = {}): Promise<string> {
    return this.sign({ ...this.userClaims(), aud: audience, version: 2 }, changes);
  }

  /** An access token as client credentials give it. */
  machineToken(scopes: readonly string[], changes: TokenChanges = {}): Promise<string> {
    return this.sign(this.machineClaims(scopes), changes);
  }

  /** An ID token of the same user, signed with the key for ID tokens. */
  idToken(changes: TokenChanges = {}): Promise<string> {
    return this.sign(this.idClaims(), { key: this.keys.id, ...changes });
  }

  /** An ID token of a user of another identity provider. */
  federatedIdToken(provider = 'Google', changes: TokenChanges = {}): Promise<string> {
    const userId = '118234567890123456789';
    const identity = {
      userId,
      providerName: provider,
      providerType: provider,
      issuer: null,
      primary: 'true',
      dateCreated: '1700000000000',
    };
    const claims = {
      ...this.idClaims(),
      'cognito:username': `${provider}_${userId}`,
      'cognito:groups': [`${this.poolId}_${provider}`],
      identities: [identity],
      nonce: randomUUID(),
      at_hash: 'n0TaR3alHash0fAnAcc3ssT',
    };
    return this.sign(claims, { key: this.keys.id, ...changes });
  }

  /** A refresh token: a JWE of five parts, really encrypted, that nobody but the pool can read. */
  async refreshToken(): Promise<string> {
    const { n, e } = this.keys.id.publicJwk;
    const key = await importJWK({ kty: 'RSA', n, e }, 'RSA-OAEP');
    return new CompactEncrypt(
      Buffer.from(JSON.stringify({ ...this.times(), sub: this.userSubject })),
    )
      .setProtectedHeader({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' })
      .encrypt(key);
  }

  /** The claims of an access token of a sign-in by API. */
  userClaims(scopes: readonly string[] = []): JWTPayload {
    return {
      ...this.times(),
      sub: this.userSubject,
      client_id: this.clientId,
      origin_jti: randomUUID(),
      event_id: randomUUID(),
      token_use: 'access',
      scope: ['aws.cognito.signin.user.admin', ...scopes].join(' '),
      username: this.userSubject,
    };
  }

  /** The claims of an access token of client credentials. */
  machineClaims(scopes: readonly string[] = []): JWTPayload {
    return {
      ...this.times(),
      sub: this.machineClientId,
      client_id: this.machineClientId,
      token_use: 'access',
      scope: scopes.join(' '),
      version: 2,
    };
  }

  async close(): Promise<void> {
    await this.keyServer.close();
    if (!this.hasOwnKeys) return;
    this.hasOwnKeys = false;
    closedKeys.set(this.issuer, [...(closedKeys.get(this.issuer) ?? []), this.keys]);
  }

  private idClaims(): JWTPayload {
    return {
      ...this.times(),
      sub: this.userSubject,
      aud: this.clientId,
      origin_jti: randomUUID(),
      event_id: randomUUID(),
      token_use: 'id',
      'cognito:username': this.userSubject,
      email: 'ada@example.com',
      email_verified: true,
    };
  }

  private times(): JWTPayload {
    const now = this.now();
    const exp = now + tokenLifetimeSeconds;
    return { iss: this.issuer, iat: now, auth_time: now, exp, jti: randomUUID() };
  }

  private sign(claims: JWTPayload, changes: TokenChanges): Promise<string> {
    const { key = this.accessKey, header } = changes;
    return new SignJWT({ ...claims, ...changes.claims })
      .setProtectedHeader({ kid: key.kid, alg: 'RS256', ...header })
      .sign(key.privateKey);
  }
}

/** Cognito's key ids look like the base64 of 32 octets. */
async function generatePoolKeys(issuer: string): Promise<PoolKeys> {
  const generate = (use: string) =>
    generateSigningKey('RS256', createHash('sha256').update(`${issuer} ${use}`).digest('base64'));
  const [access, id] = await Promise.all([generate('access'), generate('id')]);
  return { access, id };
}
