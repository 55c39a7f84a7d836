import {
  generateTxnTokenKey,
  readTxnTokenKey,
  type TxnTokenKey,
} from '@gatehouse/auth-core/txn-token/sign';
import { ConfigError, type Logger, requireSettings } from '@gatehouse/platform-core';
import { type GatewayConfig, missingGatewaySettings } from '../config.js';

const pemBlock = /-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g;
const maxKeys = 2;

/**
 * The keys of `TXN_TOKEN_PRIVATE_KEY`, the signing one first. Outside production an absent key is made up: it is as
 * good as any for a single gateway, and gone when that ends.
 *
 * @throws ConfigError which holds no part of a key
 */
export function txnTokenKeys(
  config: Pick<GatewayConfig, 'NODE_ENV' | 'TXN_TOKEN_PRIVATE_KEY'>,
  logger: Logger,
): [TxnTokenKey, ...TxnTokenKey[]] {
  const pem = config.TXN_TOKEN_PRIVATE_KEY?.replaceAll('\\n', '\n');
  if (pem === undefined) {
    requireSettings(missingGatewaySettings, config, 'TXN_TOKEN_PRIVATE_KEY');
    logger.info('TXN_TOKEN_PRIVATE_KEY is absent: signing with a key made up for this process');
    return [generateTxnTokenKey()];
  }
  const [first, ...rest] = (pem.match(pemBlock) ?? []).map(readKey);
  if (!first) fail('is not PEM');
  if (rest.some((key) => key.kid === first.kid)) fail('holds the same key twice');
  if (rest.length >= maxKeys) fail(`holds more than ${maxKeys} keys`);
  return [first, ...rest];
}

function readKey(pem: string): TxnTokenKey {
  try {
    return readTxnTokenKey(pem);
  } catch (error) {
    return fail((error as Error).message);
  }
}

function fail(fault: string): never {
  throw new ConfigError([`TXN_TOKEN_PRIVATE_KEY: ${fault}`]);
}
