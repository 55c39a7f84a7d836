import { type KeyObject, randomBytes, verify } from 'node:crypto';
import { demand } from '../claims.js';
import type { CompactJws } from '../compact-jws.js';
import { SignatureError } from '../invalid-token-errors.js';

/**
 * A check of an RS256 signature (RFC 7518 §3.3) by other means than Node's own.
 *
 * @throws SignatureError, or any other error, when the token was not signed by the key
 */
export type SignatureCheck = (token: string, key: KeyObject) => Promise<void>;

/** A signature check accepts what the key has not signed. It is an error in the program; no token is accepted with it. */
export class UnsafeSignatureCheckError extends Error {
  override readonly name = 'UnsafeSignatureCheckError';
}

/** The size of a signature by an RSA key of 2048 bits, in bytes. */
const signatureBytes = 256;

/**
 * The step between parsing and the claim policy. A check from outside has to reject a forged token once for each key, so
 * one that does nothing, or decodes only, never vouches for a token.
 */
export class SignatureStep {
  private readonly proven = new WeakMap<SignatureCheck, WeakSet<KeyObject>>();

  /**
   * @throws SignatureError when the token was not signed by the key
   * @throws UnsafeSignatureCheckError
   */
  async check(jws: CompactJws, key: KeyObject, checkSignature?: SignatureCheck): Promise<void> {
    const { signingInput, signature } = jws;
    if (checkSignature === undefined) {
      const isValid = verify('sha256', Buffer.from(signingInput), key, signature);
      demand(isValid, SignatureError, 'the signature does not fit');
      return;
    }
    await this.prove(checkSignature, signingInput, key);
    await checkSignature(`${signingInput}.${signature.toString('base64url')}`, key);
  }

  private async prove(
    checkSignature: SignatureCheck,
    signingInput: string,
    key: KeyObject,
  ): Promise<void> {
    const keys = this.proven.get(checkSignature) ?? new WeakSet();
    if (keys.has(key)) return;
    const forged = `${signingInput}.${randomBytes(signatureBytes).toString('base64url')}`;
    if (await accepts(checkSignature, forged, key)) {
      throw new UnsafeSignatureCheckError('the signature check accepts a forged token');
    }
    this.proven.set(checkSignature, keys.add(key));
  }
}

async function accepts(check: SignatureCheck, token: string, key: KeyObject): Promise<boolean> {
  try {
    await check(token, key);
    return true;
  } catch {
    return false;
  }
}
