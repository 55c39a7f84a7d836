import { verify } from 'node:crypto';
import { type Clock, systemClock } from '@gatehouse/platform-core';
import {
  type Claims,
  demand,
  optional,
  required,
  scopeList,
  strings,
  text,
  wholeSeconds,
} from '../claims.js';
import { type CompactJws, parseCompactJws } from '../compact-jws.js';
import { InvalidTokenError } from '../errors.js';
import { KeyStore } from '../keys/key-store.js';
import type { Principal } from '../principal.js';
import { txnTokenLimits, txnTokenType } from './txn-token.js';

export interface TxnTokenVerifierOptions {
  readonly issuer: string;
  /** The gateway's published keys. They are fetched when first needed. */
  readonly jwksUri: string;
  readonly clock?: Clock;
}

/** Checks Txn-Tokens. */
export class TxnTokenVerifier {
  private readonly clock: Clock;
  private readonly keyStore: KeyStore;

  constructor(private readonly options: TxnTokenVerifierOptions) {
    this.clock = options.clock ?? systemClock;
    this.keyStore = new KeyStore(options.jwksUri, 'ES256', this.clock);
  }

  /**
   * The caller that a Txn-Token made for `audience` names.
   *
   * @throws InvalidTokenError
   * @throws KeysUnavailableError
   */
  async verify(token: string, audience: string): Promise<Principal> {
    const jws = parseCompactJws(token);
    await this.checkSignature(jws);
    this.checkEnvelope(jws.claims, audience);
    return readPrincipal(jws.claims);
  }

  private async checkSignature({ header, signingInput, signature }: CompactJws): Promise<void> {
    demand(header.typ === txnTokenType, 'type', 'not a Txn-Token');
    demand(header.alg === 'ES256', 'algorithm', 'not ES256');
    demand(header.crit === undefined, 'header', 'an extension that is not understood');
    const kid = header.kid;
    if (typeof kid !== 'string') throw new InvalidTokenError('header', 'no usable key id');
    const key = { key: await this.keyStore.get(kid), dsaEncoding: 'ieee-p1363' } as const;
    const good = verify('sha256', Buffer.from(signingInput), key, signature);
    demand(good, 'signature', 'the signature does not fit');
  }

  private checkEnvelope(claims: Claims, audience: string): void {
    const { clockSkewSeconds, maxLifetimeSeconds } = txnTokenLimits;
    const nowSeconds = this.clock.nowMilliseconds() / 1000;
    const expiresAt = required(claims, 'exp', wholeSeconds);
    const issuedAt = required(claims, 'iat', wholeSeconds);
    demand(claims.iss === this.options.issuer, 'issuer', 'not from our gateway');
    demand(claims.aud === audience, 'audience', 'made for another service');
    demand(expiresAt + clockSkewSeconds > nowSeconds, 'expired', 'exp has passed');
    demand(issuedAt - clockSkewSeconds <= nowSeconds, 'not_yet_valid', 'iat is in the future');
    const lifetime = expiresAt - issuedAt;
    demand(lifetime > 0 && lifetime <= maxLifetimeSeconds, 'lifetime', 'longer than a minute');
    required(claims, 'txn', text);
  }
}

function readPrincipal(claims: Claims): Principal {
  const context = required(claims, 'tctx', record);
  const caller = {
    subject: required(claims, 'sub', text),
    poolId: required(context, 'pool_id', text),
    clientId: required(context, 'client_id', text),
    scopes: optional(claims, 'scope', scopeList) ?? [],
    requestingWorkloads: [required(claims, 'req_wl', text)],
  };
  if (context.kind === 'client') return { ...caller, kind: 'client' };
  demand(context.kind === 'user', 'claims', 'neither a user nor a machine');
  return {
    ...caller,
    kind: 'user',
    username: required(context, 'username', text),
    groups: optional(context, 'groups', strings) ?? [],
    authTime: optional(context, 'auth_time', wholeSeconds),
    acr: optional(context, 'acr', text),
    amr: optional(context, 'amr', strings),
    originJti: optional(context, 'origin_jti', text),
  };
}

function record(value: unknown): Claims | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Claims) : undefined;
}
