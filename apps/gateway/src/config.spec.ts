import { ConfigError, createLogger, loadConfig } from '@gatehouse/platform-core';
import { accessTokenOptions } from './authentication/access-token-options.js';
import { gatewayConfig, missingGatewaySettings } from './config.js';
import { txnTokenKeys } from './txn-token/txn-token-keys.js';

const logger = createLogger('test', 'silent');
const pool = { issuer: 'https://issuer.example/pool', clientIds: ['web'] };
const others = {
  ORDER_SERVICE_URL: 'http://orders',
  USER_SERVICE_URL: 'http://users',
  SECURITY_LOG_KEY: 'k'.repeat(32),
};
const pools: Record<string, string>[] = [
  {},
  { COGNITO_ISSUER: pool.issuer },
  { COGNITO_CLIENT_IDS: 'web' },
  { COGNITO_ISSUER: pool.issuer, COGNITO_CLIENT_IDS: 'web' },
  { COGNITO_POOLS: JSON.stringify([pool]) },
];
const modes = ['production', 'development', 'test', ''].map((NODE_ENV) => ({ NODE_ENV }));
const settings = pools.flatMap((given) => modes.map((mode) => ({ ...others, ...given, ...mode })));

/** What a call reports as missing. */
function missingIn(call: () => unknown): readonly string[] {
  try {
    call();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('the settings that the gateway requires', () => {
  it.each(settings)('are the same before and after they are read: %j', (environment) => {
    const required = missingIn(() =>
      loadConfig(gatewayConfig, environment, missingGatewaySettings),
    );
    const config = loadConfig(gatewayConfig, environment);
    const ofPools = missingIn(() => accessTokenOptions(config));
    const ofKeys = missingIn(() => txnTokenKeys(config, logger));
    expect([...new Set([...ofPools, ...ofKeys])].sort()).toEqual([...required].sort());
  });
});
