import { createHash } from 'node:crypto';
import type { Clock } from '@gatehouse/platform-core';
import { hasTokenRevocation, tokenLifetimes } from '../pool/client-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import type { UserPoolClient } from '../pool/user-pool-client.js';
import { randomId } from '../random.js';
import type { Triggers } from '../trigger/triggers.js';
import type { User } from '../user/user.js';
import type { Users } from '../user/users.js';
import { type ClaimOverrides, overrideAccessToken, overrideIdToken } from './claim-overrides.js';
import { type Claims, signJwt } from './jwt.js';
import type { KeyRing, SigningKey } from './pool-keys.js';
import {
  type ClientMetadata,
  clientTokenOverrides,
  userTokenOverrides,
  type UserTokenSource,
} from './pre-token-generation.js';
import { sealRefreshToken } from './refresh-token.js';
import type { TokenSession } from './token-session.js';
import { accessTokenClaims, idTokenClaims } from './user-claims.js';

export interface UserTokenRequest {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly user: User;
  readonly session: TokenSession;
  readonly source: UserTokenSource;
  readonly clientMetadata?: ClientMetadata;
  /** What the client wants to find in the ID token again. */
  readonly nonce?: string | undefined;
  /** What the pool's function asked for, if it has been asked already. */
  readonly decided?: { readonly overrides: ClaimOverrides | undefined } | undefined;
}

/** What the pool's function is asked about. */
export type OverridesRequest = Pick<
  UserTokenRequest,
  'pool' | 'client' | 'user' | 'source' | 'clientMetadata'
> &
  Pick<TokenSession, 'scopes'>;

export interface ClientTokenRequest {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly scopes: readonly string[];
  readonly clientMetadata?: ClientMetadata;
}

export interface IssuedTokens {
  readonly accessToken: string;
  readonly idToken?: string | undefined;
  /** Seconds the access token lives. */
  readonly expiresIn: number;
}

/** Makes tokens, with the say the pool's pre token generation function has. It keeps no record of them. */
export class TokenIssuer {
  constructor(
    private readonly parts: {
      readonly keys: KeyRing;
      readonly users: Users;
      readonly triggers: Triggers;
      readonly clock: Clock;
      issuerOf(pool: UserPool): string;
    },
  ) {}

  /** @throws what the pool's function failed with, as a ServiceError. */
  async forUser(request: UserTokenRequest): Promise<IssuedTokens> {
    const { pool, client, user, session } = request;
    const { scopes } = session;
    const { overrides } = request.decided ?? {
      overrides: await this.overridesFor({ ...request, scopes }),
    };
    const groups = this.parts.users.groupsOf(user);
    const issuer = this.parts.issuerOf(pool);
    const { nonce } = request;
    const subject = { issuer, client, user, groups, session, nonce, issuedAt: this.seconds() };
    const access = accessTokenClaims(subject);
    const id = session.withIdToken ? idTokenClaims(subject) : undefined;
    if (overrides) overrideAccessToken(access, overrides, client.id);
    if (overrides && id) overrideIdToken(id, overrides);
    return session.viaOAuth && id !== undefined
      ? this.signedInTurn(pool, client, access, id)
      : this.signed(pool, client, access, id);
  }

  /**
   * What the pool's function wants changed in a user's tokens.
   * @throws what it failed with, as a ServiceError.
   */
  overridesFor(request: OverridesRequest): Promise<ClaimOverrides | undefined> {
    const { pool, client, user, source, scopes, clientMetadata } = request;
    const occasion = { pool, clientId: client.id, scopes, clientMetadata };
    const groups = this.parts.users.groupsOf(user);
    return userTokenOverrides(this.parts.triggers, occasion, source, { user, groups });
  }

  /** An access token for the client itself (developer guide, "Client credentials"): no user, no ID token. */
  async forClient(request: ClientTokenRequest): Promise<IssuedTokens> {
    const { pool, client, scopes, clientMetadata } = request;
    const occasion = { pool, clientId: client.id, scopes, clientMetadata };
    const overrides = await clientTokenOverrides(this.parts.triggers, occasion);
    const now = this.seconds();
    const claims: Claims = new Map<string, unknown>([
      ['sub', client.id],
      ['token_use', 'access'],
      ['scope', scopes.join(' ')],
      ['auth_time', now],
      ['iss', this.parts.issuerOf(pool)],
      ['exp', now + tokenLifetimes(client).accessSeconds],
      ['iat', now],
      ['version', 2],
      ...(hasTokenRevocation(client) ? [['jti', randomId()] as const] : []),
      ['client_id', client.id],
    ]);
    if (overrides) overrideAccessToken(claims, overrides, client.id);
    return this.signed(pool, client, claims, undefined);
  }

  async refreshToken(session: TokenSession, tokenId: string): Promise<string> {
    const { refresh } = await this.parts.keys.of(session.poolId);
    return sealRefreshToken(refresh, { sessionId: session.id, tokenId });
  }

  private async signed(
    pool: UserPool,
    client: UserPoolClient,
    access: Claims,
    id: Claims | undefined,
  ): Promise<IssuedTokens> {
    const keys = await this.parts.keys.of(pool.id);
    const [accessToken, idToken] = await Promise.all([
      signJwt(active(keys.access), access),
      id && signJwt(active(keys.id), id),
    ]);
    return { accessToken, idToken, expiresIn: tokenLifetimes(client).accessSeconds };
  }

  /** An ID token that says which access token it came with (OpenID Connect Core 1.0 §3.1.3.6). */
  private async signedInTurn(
    pool: UserPool,
    client: UserPoolClient,
    access: Claims,
    id: Claims,
  ): Promise<IssuedTokens> {
    const issued = await this.signed(pool, client, access, undefined);
    const keys = await this.parts.keys.of(pool.id);
    id.set('at_hash', accessTokenHash(issued.accessToken));
    return { ...issued, idToken: await signJwt(active(keys.id), id) };
  }

  private seconds(): number {
    return Math.floor(this.parts.clock.nowMilliseconds() / 1_000);
  }
}

/** The left half of a token's SHA-256 digest. */
const accessTokenHash = (token: string) =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');

function active([first]: readonly SigningKey[]): SigningKey {
  if (first === undefined) throw new Error('a pool without signing keys');
  return first;
}
