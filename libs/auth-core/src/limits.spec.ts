import { AccessTokenVerifier } from './access-token/access-token-verifier.js';
import { limitsWith } from './limits.js';
import { TxnTokenVerifier } from './txn-token/verify.js';

describe('limitsWith', () => {
  it('keeps the usual limits where none is given', () => {
    expect(limitsWith({ a: 1, b: 2 }, { a: 0, b: undefined })).toEqual({ a: 0, b: 2 });
  });

  it.each(['30', Number.NaN, -1, Number.POSITIVE_INFINITY, null])('refuses %j', (a) => {
    expect(() => limitsWith({ a: 1, b: 2 }, { a: a as number })).toThrow(RangeError);
  });
});

describe('a verifier', () => {
  const pools = [{ issuer: 'https://pool', jwksUri: 'https://pool/keys', clientIds: ['web'] }];
  const text = '30' as unknown as number;

  it('takes some limits and keeps the others', () => {
    const limits = { keys: { coolDownSeconds: 1 }, verifiedTokens: { maxAgeSeconds: 0 } };
    expect(() => new AccessTokenVerifier({ pools, limits })).not.toThrow();
  });

  it.each([
    { claims: { clockSkewSeconds: text } },
    { keys: { freshSeconds: text } },
    { keys: { jwks: { maxKeys: text } } },
    { verifiedTokens: { maxAgeSeconds: text } },
  ])('is not made with text for a limit: %j', (limits) => {
    expect(() => new AccessTokenVerifier({ pools, limits })).toThrow(RangeError);
    const gateway = { issuer: 'gateway', jwksUri: 'https://gateway/keys' };
    if (!('claims' in limits)) {
      expect(() => new TxnTokenVerifier({ ...gateway, limits })).toThrow(RangeError);
    }
  });
});
