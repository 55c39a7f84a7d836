import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { type Clock, systemClock } from '../clock.js';
import type { Principal } from '../principal.js';
import { encodeCaller } from './caller-codec.js';
import { type RequestContext, txnTokenLimits, txnTokenType } from './txn-token.js';

export interface TxnTokenSignerOptions {
  /** Names the gateway, the `iss` services expect. */
  readonly issuer: string;
  /** The workload that makes the request, `req_wl`. */
  readonly requestingWorkload: string;
  /** P-256 private key; the first signs. */
  readonly keys: readonly [TxnTokenKey, ...TxnTokenKey[]];
  readonly clock?: Clock;
}

/** A key pair of the gateway's, named by its RFC 7638 thumbprint. */
export interface TxnTokenKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonWebKey;
}

/**
 * Reads a PEM private key.
 *
 * @throws Error when it isn't a P-256 key; the message holds no part of it
 */
export function readTxnTokenKey(pem: string): TxnTokenKey {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    throw new Error('the Txn-Token key is not a PEM private key');
  }
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new Error('the Txn-Token key is not on the curve P-256');
  }
  return describeKey(privateKey);
}

/** A fresh key, for processes that were given none. */
export function generateTxnTokenKey(): TxnTokenKey {
  return describeKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
}

function describeKey(privateKey: KeyObject): TxnTokenKey {
  const { crv, kty, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return { kid, privateKey, publicJwk: { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' } };
}

/** Mints Txn-Tokens and publishes the keys to check them with. Only the gateway holds one. */
export class TxnTokenSigner {
  private readonly clock: Clock;
  private readonly encodedHeader: string;

  constructor(private readonly options: TxnTokenSignerOptions) {
    this.clock = options.clock ?? systemClock;
    const header = { alg: 'ES256', kid: options.keys[0].kid, typ: txnTokenType };
    this.encodedHeader = encode(header);
  }

  /** The public keys as a JWK Set (RFC 7517 §5). */
  jwks(): { keys: JsonWebKey[] } {
    return { keys: this.options.keys.map((key) => key.publicJwk) };
  }

  /** A token that tells `audience`, one service, who the caller is. Good for a minute. */
  mint(principal: Principal, audience: string, requestContext: RequestContext = {}): string {
    const issuedAt = Math.floor(this.clock.nowMilliseconds() / 1000);
    const { issuer, requestingWorkload } = this.options;
    const envelope = {
      iss: issuer,
      aud: audience,
      exp: issuedAt + txnTokenLimits.maxLifetimeSeconds,
    };
    const details = { id: randomUUID(), issuedAt, requestingWorkload, requestContext };
    const payload = encode(Object.assign(envelope, encodeCaller(principal, details)));
    const signingInput = `${this.encodedHeader}.${payload}`;
    const signature = sign('sha256', Buffer.from(signingInput), {
      key: this.options.keys[0].privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    return `${signingInput}.${signature.toString('base64url')}`;
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
