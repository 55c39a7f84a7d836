import type { KeyObject } from 'node:crypto';
import { type Clock, systemClock } from '../clock.js';
import { type CompactJws, parseCompactJws } from '../compact-jws.js';
import {
  AlgorithmError,
  InvalidTokenError,
  IssuerError,
  RevokedTokenError,
  TokenHeaderError,
  TokenUseError,
} from '../invalid-token-errors.js';
import { KeyStore, type KeyStoreLimits } from '../keys/key-store.js';
import { KeyUses } from '../keys/key-uses.js';
import { limitsWith } from '../limits.js';
import type { Principal } from '../principal.js';
import type { Revocations } from '../revocation/revocation.js';
import { VerifiedTokenCache, type VerifiedTokenCacheLimits } from '../verified-token-cache.js';
import {
  type AccessTokenClaims,
  type AccessTokenLimits,
  accessTokenLimits,
  checkAccessTokenClaims,
} from './claim-policy.js';
import { principalOf } from './principal-of.js';
import type { ScopesByGroup } from './effective-scopes.js';
import { type SignatureCheck, SignatureStep } from './signature-step.js';
import { poolsByIssuer, type TrustedPool } from './trusted-pools.js';

/** A token that is well formed and names a trusted issuer, with the key that must have signed it. */
interface ParsedAccessToken {
  readonly token: string;
  readonly jws: CompactJws;
  readonly pool: TrustedPool;
  readonly kid: string;
  readonly key: KeyObject;
}

export interface AccessTokenVerifierOptions {
  readonly pools: readonly TrustedPool[];
  /** Rights by group, for pools whose tier has no trigger to put them into tokens. */
  readonly scopesByGroup?: ScopesByGroup;
  /** What has ended before its `exp`; absent: nothing has. */
  readonly revocations?: Revocations;
  readonly limits?: {
    readonly claims?: Partial<AccessTokenLimits>;
    readonly keys?: Partial<KeyStoreLimits>;
    readonly verifiedTokens?: Partial<VerifiedTokenCacheLimits>;
  };
  readonly clock?: Clock;
}

/** What is remembered of a token found good. */
interface VerifiedAccessToken {
  readonly principal: Principal;
  readonly pool: TrustedPool;
  readonly kid: string;
  readonly key: KeyObject;
}

/**
 * Verifies Cognito's access tokens: strict parsing, the signature with the key of a trusted pool, and one claim policy.
 * A good token is cached, so that the same token need not be verified again. The steps around the signature are private at
 * run time, too: no caller can skip the signature.
 */
export class AccessTokenVerifier {
  private readonly pools: ReadonlyMap<string, TrustedPool>;
  private readonly keyStores: ReadonlyMap<TrustedPool, KeyStore>;
  private readonly keyUses = new KeyUses();
  readonly #verifiedTokens: VerifiedTokenCache<VerifiedAccessToken>;
  private readonly signatures = new SignatureStep();
  private readonly limits: AccessTokenLimits;
  private readonly clock: Clock;

  /** @throws RangeError for a limit that makes no sense */
  constructor(private readonly options: AccessTokenVerifierOptions) {
    const { pools, limits = {}, clock = systemClock } = options;
    this.pools = poolsByIssuer(pools);
    this.keyStores = new Map(
      pools.map((pool) => [pool, new KeyStore(pool.jwksUri, 'RS256', clock, limits.keys)]),
    );
    this.#verifiedTokens = new VerifiedTokenCache(limits.verifiedTokens);
    this.limits = limitsWith(accessTokenLimits, limits.claims);
    this.clock = clock;
  }

  /**
   * The verified caller that a token names.
   *
   * @param checkSignature replaces Node's own check of the signature, for a framework that brings one
   * @throws InvalidTokenError
   * @throws KeysUnavailableError when the pool's keys cannot be fetched; it says nothing about the token
   */
  async verify(token: string, checkSignature?: SignatureCheck): Promise<Principal> {
    const cached = this.getCached(token);
    if (cached) return cached;
    const parsed = await this.#parse(token);
    await this.signatures.check(parsed.jws, parsed.key, checkSignature);
    return this.#validateClaims(parsed);
  }

  /**
   * The caller of a token that was verified before, if its key and its session are still valid.
   *
   * @throws RevokedTokenError when its session has ended since
   */
  getCached(token: string): Principal | undefined {
    const verified = this.#verifiedTokens.get(token, this.clock.nowMilliseconds());
    if (!verified) return undefined;
    if (this.keyStores.get(verified.pool)?.current(verified.kid) !== verified.key) {
      this.#verifiedTokens.forget(token);
      return undefined;
    }
    if (this.options.revocations?.isRevoked(verified.principal)) {
      this.#verifiedTokens.forget(token);
      throw revoked(verified.principal.clientId);
    }
    return verified.principal;
  }

  async #parse(token: string): Promise<ParsedAccessToken> {
    const jws = parseCompactJws(token);
    const kid = this.keyIdOf(jws);
    const issuer = jws.claims.iss;
    const pool = typeof issuer === 'string' ? this.pools.get(issuer) : undefined;
    const keyStore = pool && this.keyStores.get(pool);
    if (!keyStore) throw new IssuerError('the issuer is not trusted');
    return { token, jws, pool, kid, key: keyStore.current(kid) ?? (await keyStore.get(kid)) };
  }

  /**
   * Validates the claims of a token whose signature is valid, and caches it. The key's usage is learned on the way: a
   * token that claims to be an access token and is signed by the key for ID tokens is rejected, see `KeyUses`.
   */
  #validateClaims({ token, jws, pool, kid, key }: ParsedAccessToken): Principal {
    const nowMilliseconds = this.clock.nowMilliseconds();
    this.checkKeyUse(jws.claims.token_use, pool, key);
    const claims = this.check(jws, pool, nowMilliseconds / 1000);
    this.keyUses.signedAccessToken(key);
    const principal = principalOf(claims, pool, this.options.scopesByGroup);
    if (this.options.revocations?.isRevoked(principal)) throw revoked(claims.clientId);
    const verified = { principal, pool, kid, key };
    this.#verifiedTokens.remember(token, verified, claims.expiresAt, nowMilliseconds);
    return principal;
  }

  private keyIdOf({ header: { alg, kid, crit, b64 } }: CompactJws): string {
    if (alg !== 'RS256') throw new AlgorithmError('not RS256');
    if (crit !== undefined || b64 !== undefined) {
      throw new TokenHeaderError('an extension that is not understood');
    }
    if (typeof kid !== 'string' || kid === '' || kid.length > this.limits.maxKeyIdLength) {
      throw new TokenHeaderError('no usable key id');
    }
    return kid;
  }

  private checkKeyUse(tokenUse: unknown, pool: TrustedPool, key: KeyObject): void {
    const keyStore = this.keyStores.get(pool);
    if (!keyStore) return;
    if (tokenUse === 'id') {
      this.keyUses.signedIdToken(key, keyStore.all());
      return;
    }
    const twinOf = (one: KeyObject) =>
      pool.separateKeys === false ? undefined : keyStore.twinOf(one);
    if (this.keyUses.isForIdTokens(key, twinOf)) {
      throw new TokenUseError('signed by the key for ID tokens');
    }
  }

  private check({ claims }: CompactJws, pool: TrustedPool, nowSeconds: number): AccessTokenClaims {
    try {
      return checkAccessTokenClaims(claims, pool, nowSeconds, this.limits);
    } catch (error) {
      const clientId = pool.clientIds.find((id) => id === claims.client_id);
      if (error instanceof InvalidTokenError) error.clientId = clientId;
      throw error;
    }
  }
}

function revoked(clientId: string): RevokedTokenError {
  const error = new RevokedTokenError('its session has ended');
  error.clientId = clientId;
  return error;
}
