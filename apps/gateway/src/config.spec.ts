import { readFileSync } from 'node:fs';
import { ConfigError, createLogger, describeSettings, loadConfig } from '@gatehouse/platform-core';
import { accessTokenOptions } from './authentication/access-token-options.js';
import { gatewayConfig, missingGatewaySettings, servesDocs } from './config.js';
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
    ['BODY_LIMIT_BYTES', '256k'],
    ['BODY_LIMIT_BYTES', '-1'],
    ['UPSTREAM_QUEUE', '1e3'],
    ['UPSTREAM_STREAMS', '1000001'],
    ['CALLER_READ_TIMEOUT_SECONDS', '30s'],
  ])('rejects %s of %j and names it', (name, value) => {
    expect(() => load({ [name]: value })).toThrow(`\n  ${name}: must be`);
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
