import { readFileSync } from 'node:fs';
import { ConfigError, createLogger, describeSettings, loadConfig } from '@gatehouse/platform-core';
import { accessTokenOptions } from './authentication/access-token-options.js';
import { gatewayConfig, missingGatewaySettings, servesDocs } from './config.js';
import { docsLimits } from './docs/docs-settings.js';
import { valkeyLimits, valkeyLimitsOf } from './revocation/valkey-settings.js';
import { upstreamSettings } from './testing/upstream-settings.js';
import { txnTokenKeys } from './txn-token/txn-token-keys.js';

const logger = createLogger('test', 'silent');
const pool = { issuer: 'https://issuer.example/pool', clientIds: ['web'] };
const others = {
  ...upstreamSettings('http://upstream'),
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

const least = {
  NODE_ENV: 'test',
  COGNITO_ISSUER: 'http://issuer',
  COGNITO_CLIENT_IDS: 'web',
  ...upstreamSettings('http://upstream'),
};

describe('gatewayConfig', () => {
  const load = (more: Record<string, string>) => loadConfig(gatewayConfig, { ...least, ...more });

  it.each([
    ['PORT', '65536'],
    ['PORT', '0x50'],
    ['HOST', 'http://host'],
    ['MANAGEMENT_HOST', 'a b'],
    ['LOG_LEVEL', 'loud'],
    ['COGNITO_SCOPES_BY_GROUP', 'maybe'],
    ['GATEWAY_DOCS', 'true'],
    ['TXN_TOKEN_REUSE_SECONDS', '51'],
    ['UPSTREAM_TIMEOUT_SECONDS', '0'],
    ['UPSTREAM_CONNECT_TIMEOUT_SECONDS', '61'],
    ['UPSTREAM_RETRIES', '11'],
    ['UPSTREAM_RETRY_PAUSE_MILLISECONDS', '0'],
    ['UPSTREAM_STREAM_AFTER_MILLISECONDS', '1s'],
    ['BODY_GRACE_SECONDS', '61'],
    ['SATURATION_SHOWN_SECONDS', '0'],
    ['SATURATION_LOG_INTERVAL_SECONDS', ' 5'],
    ['TXN_TOKEN_CACHE_ENTRIES', '0'],
    ['VALKEY_SILENCE_TIMEOUT_MILLISECONDS', '299'],
    ['VALKEY_KEYS_AT_ONCE', '0'],
    ['DOCS_TIMEOUT_SECONDS', '61'],
    ['REQUEST_HEADER_FIELDS', '1000'],
    ['BODY_LIMIT_BYTES', '256k'],
    ['BODY_LIMIT_BYTES', '-1'],
    ['UPSTREAM_QUEUE', '1e3'],
    ['UPSTREAM_STREAMS', '1000001'],
    ['CALLER_READ_TIMEOUT_SECONDS', '30s'],
  ])('rejects %s of %j and names it', (name, value) => {
    expect(() => load({ [name]: value })).toThrow(`\n  ${name}: must be`);
  });

  it('has the usual limits of Valkey and of the API page as defaults, and those that are set', () => {
    expect(valkeyLimitsOf(load({}))).toEqual(valkeyLimits);
    const set = load({
      VALKEY_CONNECT_TIMEOUT_MILLISECONDS: '1001',
      VALKEY_SILENCE_TIMEOUT_MILLISECONDS: '1002',
      VALKEY_RECONNECT_PAUSE_MILLISECONDS: '1003',
      VALKEY_RETRY_PAUSE_MILLISECONDS: '1004',
      VALKEY_KEYS_AT_ONCE: '1005',
      DOCS_CACHE_SECONDS: '0',
      DOCS_COOL_DOWN_SECONDS: '7',
      DOCS_TIMEOUT_SECONDS: '8',
      DOCS_LIMIT_BYTES: '9',
    });
    expect(valkeyLimitsOf(set)).toEqual({
      connectMilliseconds: 1_001,
      silenceMilliseconds: 1_002,
      reconnectPauseMilliseconds: 1_003,
      retryPauseMilliseconds: 1_004,
      keysAtOnce: 1_005,
    });
    expect(docsLimits(set)).toEqual({
      freshSeconds: 0,
      coolDownSeconds: 7,
      timeoutMilliseconds: 8_000,
      maxBytes: 9,
    });
  });

  it('serves the API page outside production unless told', () => {
    expect(servesDocs(load({}))).toBe(true);
    expect(servesDocs(load({ NODE_ENV: 'production' }))).toBe(false);
    expect(servesDocs(load({ NODE_ENV: 'production', GATEWAY_DOCS: 'on' }))).toBe(true);
    expect(servesDocs(load({ GATEWAY_DOCS: 'off' }))).toBe(false);
  });
});

describe('the page of settings', () => {
  it('lists every setting with its type and meaning, and no other', () => {
    const page = readFileSync(
      new URL('../../../docs/reference/settings.md', import.meta.url),
      'utf8',
    );
    const [, section = ''] = page.split('\n## gateway\n');
    const [own = ''] = section.split('\n## ');
    const rows = [...own.matchAll(/^\| `(\w+)` \| (.+?) \| .+ \| (.+) \|$/gm)];
    expect(rows.map(([, ...cells]) => cells)).toEqual(
      describeSettings(gatewayConfig).map(({ name, type, description }) => [
        name,
        type,
        description,
      ]),
    );
  });
});
