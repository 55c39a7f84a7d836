import { describeSettings, loadConfig } from '@gatehouse/platform-core';
import { z } from 'zod';
import {
  accessTokenLimitsOf,
  txnTokenLimitsOf,
  verificationSettings,
} from './verification-settings.js';

const usual = {
  claims: { clockSkewSeconds: 30 },
  keys: { freshSeconds: 600, coolDownSeconds: 10, staleSeconds: 86_400 },
  jwks: { maxBytes: 65_536, maxKeys: 20, timeoutMilliseconds: 5_000 },
  verifiedTokens: { maxAgeSeconds: 300, maxCharacters: 16_777_216 },
};
const schema = z.object(verificationSettings(usual));

describe('the settings of verification', () => {
  it('have the usual limits as defaults', () => {
    const { claims, keys, jwks, verifiedTokens } = usual;
    const config = loadConfig(schema, {});
    expect(accessTokenLimitsOf(config)).toEqual({
      claims,
      keys: { ...keys, jwks },
      verifiedTokens,
    });
    expect(txnTokenLimitsOf(config)).toEqual({ keys: { jwks }, verifiedTokens });
  });

  it('reach the limit that they are named after', () => {
    const config = loadConfig(schema, {
      JWKS_CACHE_SECONDS: '11',
      JWKS_COOL_DOWN_SECONDS: '12',
      JWKS_STALE_SECONDS: '13',
      JWKS_TIMEOUT_SECONDS: '14',
      JWKS_LIMIT_BYTES: '1500',
      JWKS_MAX_KEYS: '16',
      CLOCK_SKEW_SECONDS: '17',
      TOKEN_CACHE_SECONDS: '0',
      TOKEN_CACHE_CHARACTERS: '19',
    });
    const jwks = { maxBytes: 1_500, maxKeys: 16, timeoutMilliseconds: 14_000 };
    expect(accessTokenLimitsOf(config)).toEqual({
      claims: { clockSkewSeconds: 17 },
      keys: { freshSeconds: 11, coolDownSeconds: 12, staleSeconds: 13, jwks },
      verifiedTokens: { maxAgeSeconds: 0, maxCharacters: 19 },
    });
    expect(txnTokenLimitsOf(config).keys).toEqual({ jwks });
  });

  it('are described', () => {
    expect(describeSettings(schema)).toHaveLength(Object.keys(schema.shape).length);
  });

  it.each([
    ['JWKS_CACHE_SECONDS', '9'],
    ['JWKS_COOL_DOWN_SECONDS', '0'],
    ['JWKS_STALE_SECONDS', '604801'],
    ['JWKS_TIMEOUT_SECONDS', '0'],
    ['JWKS_LIMIT_BYTES', '64k'],
    ['JWKS_MAX_KEYS', '0'],
    ['CLOCK_SKEW_SECONDS', '61'],
    ['TOKEN_CACHE_SECONDS', 'never'],
    ['TOKEN_CACHE_CHARACTERS', '-1'],
  ])('reject %s of %j', (name, value) => {
    expect(() => loadConfig(schema, { [name]: value })).toThrow(`${name}: must be a whole number`);
  });
});
