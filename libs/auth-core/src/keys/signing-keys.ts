import { createPublicKey, type KeyObject } from 'node:crypto';
import jwksRsa, { type SigningKey } from 'jwks-rsa';
import { fetchJwks, type JwksLimits } from './fetch-jwks.js';

/** The one algorithm a set of keys is used with; a key made for another is left out. */
export type SigningAlgorithm = 'RS256' | 'ES256';

/** Public keys by `kid`. */
export type SigningKeys = ReadonlyMap<string, KeyObject>;

/** What NIST SP 800-131A and FIPS 186-5 §A.1.1 ask of an RSA key. With an exponent of 1 anyone could sign. */
const minRsaModulusBits = 2048;
const minRsaExponent = 65_537n;

/**
 * All usable keys at a JWKS address. A `kid` that stands twice names no key at all. A key that was there before stays
 * the same object, so that what was verified with it can be told from what wasn't.
 *
 * @throws Error when the set can't be had or holds no usable key
 */
export async function fetchSigningKeys(
  jwksUri: string,
  algorithm: SigningAlgorithm,
  before: SigningKeys = new Map(),
  limits?: Partial<JwksLimits>,
): Promise<SigningKeys> {
  const client = jwksRsa({
    jwksUri,
    cache: false,
    rateLimit: false,
    fetcher: (uri) => fetchJwks(uri, limits),
  });
  const keys = new Map<string, KeyObject>();
  const ambiguous = new Set<string>();
  for (const entry of await client.getSigningKeys()) {
    const kid = kidFor(entry, algorithm);
    const key = createPublicKey(entry.getPublicKey());
    if (kid === undefined || !fits(key, algorithm)) continue;
    if (keys.has(kid)) ambiguous.add(kid);
    const same = before.get(kid);
    keys.set(kid, same?.equals(key) ? same : key);
  }
  for (const kid of ambiguous) keys.delete(kid);
  if (keys.size === 0) throw new Error('the JWKS holds no usable key');
  return keys;
}

/** The id of a key that is not made for another algorithm. */
function kidFor(entry: SigningKey, algorithm: SigningAlgorithm): string | undefined {
  const { kid, alg = algorithm } = entry as { kid?: string; alg?: string };
  return alg === algorithm ? kid : undefined;
}

function fits(key: KeyObject, algorithm: SigningAlgorithm): boolean {
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (algorithm === 'ES256') return key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1';
  return (
    key.asymmetricKeyType === 'rsa' &&
    modulusLength >= minRsaModulusBits &&
    publicExponent >= minRsaExponent &&
    publicExponent % 2n === 1n
  );
}
