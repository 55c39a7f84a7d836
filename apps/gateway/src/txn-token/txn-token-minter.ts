import type { Principal } from '@gatehouse/auth-core';
import { type TxnTokenKey, TxnTokenSigner } from '@gatehouse/auth-core/txn-token/sign';
import { type Clock, systemClock } from '@gatehouse/platform-core';
import { LRUCache } from 'lru-cache';
import type { GatewayConfig } from '../config.js';

/** What is minted for whom. */
export interface MintRequest {
  readonly principal: Principal;
  /** The access token the principal was read from: the same caller is the same token. */
  readonly accessToken: string;
  readonly audience: string;
  /** The client's address as the gateway saw it. */
  readonly clientAddress: string;
}

interface KeptToken {
  readonly token: string;
  readonly mintedAt: number;
}

/** Mints Txn-Tokens and lets one serve the same caller for the reuse window. */
export class TxnTokenMinter {
  private readonly signer: TxnTokenSigner;
  private readonly kept: LRUCache<string, KeptToken> | undefined;

  constructor(
    keys: readonly [TxnTokenKey, ...TxnTokenKey[]],
    config: Pick<
      GatewayConfig,
      'TXN_TOKEN_ISSUER' | 'TXN_TOKEN_REUSE_SECONDS' | 'TXN_TOKEN_CACHE_ENTRIES'
    >,
    private readonly clock: Clock = systemClock,
  ) {
    const issuer = config.TXN_TOKEN_ISSUER;
    this.signer = new TxnTokenSigner({ issuer, requestingWorkload: issuer, keys, clock });
    const ttl = config.TXN_TOKEN_REUSE_SECONDS * 1000;
    const perf = { now: () => clock.nowMilliseconds() };
    const max = config.TXN_TOKEN_CACHE_ENTRIES;
    this.kept = ttl > 0 ? new LRUCache({ max, ttl, ttlResolution: 0, perf }) : undefined;
  }

  /** The public keys, for services to check tokens with. */
  jwks() {
    return this.signer.jwks();
  }

  /** A Txn-Token with most of its minute left. */
  mint({ principal, accessToken, audience, clientAddress }: MintRequest): string {
    const key = `${audience} ${clientAddress} ${accessToken}`;
    const mintedAt = this.clock.nowMilliseconds();
    const known = this.kept?.get(key);
    // One from before the clock was set back would be refused as one of the future.
    if (known && known.mintedAt <= mintedAt) return known.token;
    const token = this.signer.mint(principal, audience, { req_ip: clientAddress });
    this.kept?.set(key, { token, mintedAt });
    return token;
  }
}
