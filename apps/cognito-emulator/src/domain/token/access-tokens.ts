import type { Clock } from '@gatehouse/platform-core';
import { notAuthorized, passwordResetRequired, userNotFound } from '../errors.js';
import type { Pools } from '../pool/pools.js';
import { selfServiceScope } from '../pool/resource-server.js';
import type { UserPool } from '../pool/user-pool.js';
import type { UserPoolClient } from '../pool/user-pool-client.js';
import type { User } from '../user/user.js';
import type { Users } from '../user/users.js';
import { uncheckedClaims, verifiedClaims } from './jwt.js';
import type { KeyRing } from './pool-keys.js';
import type { TokenSession } from './token-session.js';
import type { TokenSessions } from './token-sessions.js';

export interface SignedInUser {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly user: User;
  /** The sign-in that the token came of. */
  readonly session: TokenSession;
  /** The scopes of the token, whatever the sign-in gave. */
  readonly scopes: readonly string[];
}

/** Says whose an access token is that was handed to a self-service operation. */
export class AccessTokens {
  constructor(
    private readonly parts: {
      readonly pools: Pools;
      readonly users: Users;
      readonly sessions: TokenSessions;
      readonly keys: KeyRing;
      readonly clock: Clock;
      issuerOf(pool: UserPool): string;
    },
  ) {}

  /**
   * Checks a token as Cognito does for its self-service operations, revocation included.
   * @throws NotAuthorizedException saying why, UserNotFoundException when the user was deleted,
   *   PasswordResetRequiredException
   */
  async signedInUser(token: string): Promise<SignedInUser> {
    const signedIn = await this.holderOf(token);
    if (!signedIn.scopes.includes(selfServiceScope))
      throw notAuthorized('Access Token does not have required scopes');
    return signedIn;
  }

  /** Does the same for a token of any scopes. */
  async holderOf(token: string): Promise<SignedInUser> {
    const pool = this.poolOf(token);
    const keys = pool && (await this.parts.keys.of(pool.id));
    const claims = keys && verifiedClaims(keys.access, token);
    if (pool === undefined || claims?.token_use !== 'access')
      throw notAuthorized('Invalid Access Token');
    if (Number(claims.exp) * 1_000 <= this.parts.clock.nowMilliseconds())
      throw notAuthorized('Access Token has expired');
    return this.resolve(pool, claims);
  }

  private poolOf(token: string): UserPool | undefined {
    const issuer = textOf(uncheckedClaims(token)?.iss);
    const pool = this.parts.pools.find(issuer.slice(issuer.lastIndexOf('/') + 1));
    return pool && this.parts.issuerOf(pool) === issuer ? pool : undefined;
  }

  private resolve(pool: UserPool, claims: Readonly<Record<string, unknown>>): SignedInUser {
    const client = this.parts.pools.findClient(textOf(claims.client_id));
    const user = this.parts.users.findBySub(pool.id, textOf(claims.sub));
    if (!client || claims.username === undefined) throw notAuthorized('Invalid Access Token');
    if (!user) throw userNotFound();
    const session = this.parts.sessions.behind(user, claims);
    if (session === undefined || session.revokedAt !== undefined)
      throw notAuthorized('Access Token has been revoked');
    if (!user.enabled) throw notAuthorized('User is disabled.');
    if (user.status === 'RESET_REQUIRED') throw passwordResetRequired();
    const scopes = textOf(claims.scope).split(' ').filter(Boolean);
    return { pool, client, user, session, scopes };
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
