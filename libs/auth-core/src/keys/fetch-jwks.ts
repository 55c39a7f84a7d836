import { readBounded } from '../read-bounded.js';

/** Bounds on a JWKS answer. Cognito's own has two keys and about 1 KB. */
export const jwksLimits = {
  /** Largest answer, in bytes. */
  maxBytes: 65_536,
  /** Most keys in it. */
  maxKeys: 20,
  /** Longest time until it is there whole, in milliseconds. */
  timeoutMilliseconds: 5_000,
} as const;

export type JwksLimits = { readonly [Name in keyof typeof jwksLimits]: number };

/**
 * Fetches a JWK Set (RFC 7517 §5) within bounds on time, size and number of keys, following no redirect: keys
 * come from the very address that was configured.
 */
export async function fetchJwks(
  uri: string,
  limits?: Partial<JwksLimits>,
): Promise<{ keys: Record<string, unknown>[] }> {
  const { maxBytes, maxKeys, timeoutMilliseconds } = { ...jwksLimits, ...limits };
  const response = await fetch(uri, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new Error(`the JWKS endpoint answered ${response.status}`);
  }
  const tooLarge = () => new Error('the JWKS is too large');
  const text = (await readBounded(response.body, maxBytes, tooLarge)).toString('utf8');
  const set: unknown = JSON.parse(text);
  if (!isJwks(set)) throw new Error('the JWKS endpoint gave no set of keys');
  if (set.keys.length > maxKeys) throw new Error('the JWKS has too many keys');
  return set;
}

function isJwks(value: unknown): value is { keys: Record<string, unknown>[] } {
  if (typeof value !== 'object' || value === null || !('keys' in value)) return false;
  const { keys } = value;
  return Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null);
}
