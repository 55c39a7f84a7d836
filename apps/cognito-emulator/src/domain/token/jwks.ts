import type { LoadedKeys } from './pool-keys.js';

/** The public keys as Cognito publishes them (RFC 7517), ID token keys first. */
export function jwksOf(keys: LoadedKeys) {
  return {
    keys: [...keys.id, ...keys.access].map(({ kid, publicKey }) => {
      const { e, n } = publicKey.export({ format: 'jwk' });
      return { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' };
    }),
  };
}
