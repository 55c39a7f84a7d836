import { type KeyObject, verify } from 'node:crypto';
import { type Clock, systemClock } from '../clock.js';
import { demand } from '../claims.js';
import { type CompactJws, parseCompactJws } from '../compact-jws.js';
import {
  AlgorithmError,
  AudienceError,
  SignatureError,
  TokenHeaderError,
  TokenTypeError,
} from '../invalid-token-errors.js';
import { KeyStore, type KeyStoreLimits } from '../keys/key-store.js';
import { limitsWith } from '../limits.js';
import type { Principal } from '../principal.js';
import { VerifiedTokenCache, type VerifiedTokenCacheLimits } from '../verified-token-cache.js';
import { checkTxnTokenClaims } from './txn-token-claims.js';
import { txnTokenKeyLimits, txnTokenType } from './txn-token.js';

export interface TxnTokenVerifierOptions {
  readonly issuer: string;
  /** The gateway's published keys. They are fetched when first needed. */
  readonly jwksUri: string;
  readonly limits?: {
    readonly keys?: Partial<KeyStoreLimits>;
    readonly verifiedTokens?: Partial<VerifiedTokenCacheLimits>;
  };
  readonly clock?: Clock;
}

/** What is remembered of a Txn-Token found good. */
interface VerifiedTxnToken {
  readonly principal: Principal;
  readonly audience: string;
  readonly kid: string;
  readonly key: KeyObject;
}

/** Checks Txn-Tokens, each once. */
export class TxnTokenVerifier {
  private readonly clock: Clock;
  private readonly keyStore: KeyStore;
  private readonly verifiedTokens: VerifiedTokenCache<VerifiedTxnToken>;

  /** @throws RangeError for a limit that makes no sense */
  constructor(private readonly options: TxnTokenVerifierOptions) {
    const { jwksUri, limits = {}, clock = systemClock } = options;
    this.clock = clock;
    const { jwks, ...keys } = limits.keys ?? {};
    const keyLimits = { ...limitsWith(txnTokenKeyLimits, keys), jwks };
    this.keyStore = new KeyStore(jwksUri, 'ES256', clock, keyLimits);
    this.verifiedTokens = new VerifiedTokenCache(limits.verifiedTokens);
  }

  /**
   * The caller that a Txn-Token made for `audience` names.
   *
   * @throws InvalidTokenError
   * @throws KeysUnavailableError
   */
  async verify(token: string, audience: string): Promise<Principal> {
    return this.known(token, audience) ?? (await this.verifyFresh(token, audience));
  }

  private known(token: string, audience: string): Principal | undefined {
    const verified = this.verifiedTokens.get(token, this.clock.nowMilliseconds());
    if (!verified || this.keyStore.current(verified.kid) !== verified.key) return undefined;
    demand(verified.audience === audience, AudienceError, 'made for another service');
    return verified.principal;
  }

  private async verifyFresh(token: string, audience: string): Promise<Principal> {
    const jws = parseCompactJws(token);
    const kid = readHeader(jws);
    const key = this.keyStore.current(kid) ?? (await this.keyStore.get(kid));
    checkSignature(jws, key);
    const nowMilliseconds = this.clock.nowMilliseconds();
    const expected = { issuer: this.options.issuer, audience };
    const { principal, expiresAt } = checkTxnTokenClaims(
      jws.claims,
      expected,
      nowMilliseconds / 1000,
    );
    const verified = { principal, audience, kid, key };
    this.verifiedTokens.remember(token, verified, expiresAt, nowMilliseconds);
    return principal;
  }
}

function readHeader({ header: { typ, alg, crit, b64, kid } }: CompactJws): string {
  demand(typ === txnTokenType, TokenTypeError, 'not a Txn-Token');
  demand(alg === 'ES256', AlgorithmError, 'not ES256');
  const hasExtension = crit !== undefined || b64 !== undefined;
  demand(!hasExtension, TokenHeaderError, 'an extension that is not understood');
  if (typeof kid !== 'string' || kid === '') throw new TokenHeaderError('no usable key id');
  return kid;
}

function checkSignature({ signingInput, signature }: CompactJws, key: KeyObject): void {
  const good = verify(
    'sha256',
    Buffer.from(signingInput),
    { key, dsaEncoding: 'ieee-p1363' },
    signature,
  );
  demand(good, SignatureError, 'the signature does not fit');
}
