import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

/** A key pair and the name it is published under. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** As it stands in a JWK Set, with `kid`, `alg` and `use`. */
  readonly publicJwk: JWK;
}

/** A fresh key pair; RSA keys have 2048 bits, as Cognito's do. Making one of those takes a tenth of a second. */
export async function generateSigningKey(alg: 'RS256' | 'ES256', kid: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}
