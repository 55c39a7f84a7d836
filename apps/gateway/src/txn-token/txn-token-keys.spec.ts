import { generateKeyPairSync } from 'node:crypto';
import { createLogger, type NodeEnvironment } from '@gatehouse/platform-core';
import { txnTokenKeys } from './txn-token-keys.js';

const logger = createLogger('test', 'silent');
const pem = (curve: string) =>
  generateKeyPairSync('ec', { namedCurve: curve })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

const keys = (
  TXN_TOKEN_PRIVATE_KEY: string | undefined,
  NODE_ENV: NodeEnvironment = 'production',
) => txnTokenKeys({ NODE_ENV, TXN_TOKEN_PRIVATE_KEY }, logger);

describe('txnTokenKeys', () => {
  it('reads one key, or two of which the first signs', () => {
    const [first, second] = [pem('P-256'), pem('P-256')];
    expect(keys(first)).toHaveLength(1);
    expect(keys(first + second).map((key) => key.kid)).toEqual([
      keys(first)[0].kid,
      keys(second)[0].kid,
    ]);
  });

  it('reads a key whose line breaks are written as \\n', () => {
    const key = pem('P-256');
    expect(keys(key.replaceAll('\n', '\\n'))[0].kid).toBe(keys(key)[0].kid);
  });

  it('makes up a key outside production only', () => {
    expect(keys(undefined, 'development')).toHaveLength(1);
    expect(keys(undefined, 'test')).toHaveLength(1);
    expect(() => keys(undefined)).toThrow('TXN_TOKEN_PRIVATE_KEY: is missing');
  });

  it('refuses one key given twice', () => {
    const key = pem('P-256');
    expect(() => keys(key + key)).toThrow('same key twice');
  });

  it.each([
    ['is not PEM', 'c2VjcmV0'],
    ['is not on the curve P-256', pem('P-384')],
    ['holds more than 2 keys', [1, 2, 3].map(() => pem('P-256')).join('\n')],
  ])('says that a key %s, and no part of it', (fault, value) => {
    expect(() => keys(value)).toThrow(fault);
    expect(() => keys(value)).not.toThrow(value.slice(30, 50) || 'c2VjcmV0');
  });
});
