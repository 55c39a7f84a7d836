import type { KeyObject } from 'node:crypto';
import { type Clock, systemClock } from '@gatehouse/platform-core';
import { type CompactJws, parseCompactJws } from '../compact-jws.js';
import { InvalidTokenError } from '../errors.js';
import { KeyStore } from '../keys/key-store.js';
import type { Principal } from '../principal.js';
import { type AccessTokenClaims, checkAccessTokenClaims } from './claim-policy.js';
import { effectiveScopes, type ScopesByGroup } from './effective-scopes.js';
import { poolIdOf, poolsByIssuer, type TrustedPool } from './trusted-pools.js';

/** A token that reads well and comes from a trusted issuer, with the key that must have signed it. */
export interface ReadAccessToken {
  readonly jws: CompactJws;
  readonly pool: TrustedPool;
  readonly key: KeyObject;
}

export interface AccessTokenVerifierOptions {
  readonly pools: readonly TrustedPool[];
  /** Rights by group, for pools whose tier has no trigger to put them into tokens. */
  readonly scopesByGroup?: ScopesByGroup;
  readonly clock?: Clock;
}

/**
 * The parts of the check of a Cognito access token that go before and after that of its signature, which
 * passport-jwt does with `algorithms: ['RS256']` and the key from `read`.
 */
export class AccessTokenVerifier {
  private readonly pools: ReadonlyMap<string, TrustedPool>;
  private readonly keyStores: ReadonlyMap<TrustedPool, KeyStore>;
  private readonly clock: Clock;
  private readonly scopesByGroup: ScopesByGroup | undefined;

  constructor({ pools, scopesByGroup, clock = systemClock }: AccessTokenVerifierOptions) {
    this.pools = poolsByIssuer(pools);
    this.keyStores = new Map(
      pools.map((pool) => [pool, new KeyStore(pool.jwksUri, 'RS256', clock)]),
    );
    this.clock = clock;
    this.scopesByGroup = scopesByGroup;
  }

  /**
   * Reads the token strictly, finds its pool and its key.
   *
   * @throws InvalidTokenError
   * @throws KeysUnavailableError
   */
  async read(token: string): Promise<ReadAccessToken> {
    const jws = parseCompactJws(token);
    const { alg, kid, crit, b64 } = jws.header;
    if (alg !== 'RS256') throw new InvalidTokenError('algorithm', 'not RS256');
    if (crit !== undefined || b64 !== undefined) {
      throw new InvalidTokenError('header', 'an extension that is not understood');
    }
    if (typeof kid !== 'string' || kid === '' || kid.length > maxKidLength) {
      throw new InvalidTokenError('header', 'no usable key id');
    }
    const issuer = jws.claims.iss;
    const pool = typeof issuer === 'string' ? this.pools.get(issuer) : undefined;
    const keyStore = pool && this.keyStores.get(pool);
    if (!keyStore) throw new InvalidTokenError('issuer', 'not an issuer on the list');
    return { jws, pool, key: await keyStore.get(kid) };
  }

  /**
   * Judges the claims of a token whose signature has been found good.
   *
   * @throws InvalidTokenError
   */
  accept({ jws, pool }: ReadAccessToken): Principal {
    const nowSeconds = this.clock.nowMilliseconds() / 1000;
    return this.principal(checkAccessTokenClaims(jws.claims, pool, nowSeconds), pool);
  }

  private principal(claims: AccessTokenClaims, pool: TrustedPool): Principal {
    const caller = {
      subject: claims.subject,
      poolId: poolIdOf(pool.issuer),
      clientId: claims.clientId,
      requestingWorkloads: [],
    };
    if (claims.username === undefined) return { ...caller, kind: 'client', scopes: claims.scopes };
    const { username, groups, scopes, authTime, acr, amr, originJti } = claims;
    return {
      ...caller,
      kind: 'user',
      scopes: effectiveScopes(scopes, groups, this.scopesByGroup),
      username,
      groups,
      authTime,
      acr,
      amr,
      originJti,
    };
  }
}

/** Cognito's are 44 characters. */
const maxKidLength = 128;
