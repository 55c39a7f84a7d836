import { readFileSync } from 'node:fs';
import {
  ConfigError,
  describeSettings,
  loadConfig,
  missingSettings,
} from '@gatehouse/platform-core';
import { userServiceConfig } from './config.js';

const least = {
  DATABASE_URL: 'postgres://users:secret@db:5432/users',
  COGNITO_REGION: 'eu-west-1',
  COGNITO_CLIENT_ID: 'client',
  COGNITO_CLIENT_SECRET: 'secret',
  COGNITO_ISSUER: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI',
  TXN_TOKEN_JWKS_URI: 'http://gateway:3000/.well-known/txn-token-jwks.json',
};

describe('userServiceConfig', () => {
  it('runs as in production unless told otherwise, and rejects other spellings', () => {
    expect(loadConfig(userServiceConfig, least).NODE_ENV).toBe('production');
    const load = () => loadConfig(userServiceConfig, { ...least, NODE_ENV: 'Production' });
    expect(load).toThrow('NODE_ENV: must be production, development or test');
  });

  it('needs little: AWS, loopback and no peers unless told', () => {
    const config = loadConfig(userServiceConfig, least);
    expect(config).toMatchObject({ PORT: 3002, HOST: '127.0.0.1', TXN_TOKEN_ISSUER: 'gateway' });
    expect(config.COGNITO_ENDPOINT).toBeUndefined();
    expect(config).toMatchObject({ TXN_TOKEN_AUDIENCE: 'user-service' });
    expect(config.PEER_CLIENTS).toBeUndefined();
  });

  it.each([
    ['COGNITO_REGION', 'eu west'],
    ['COGNITO_ENDPOINT', 'cognito'],
    ['SESSION_LIFETIME_SECONDS', '3599'],
    ['REVOCATION_DEADLINE_SECONDS', '0'],
  ])('refuses %s of %j', (name, value) => {
    expect(() => loadConfig(userServiceConfig, { ...least, [name]: value })).toThrow(ConfigError);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['neither gateways nor a Valkey', {}, []],
    ['a Valkey alone', { VALKEY_URL: 'redis://valkey' }, []],
    [
      'gateways without the client that may tell them',
      { GATEWAY_MANAGEMENT_URLS: 'http://gateway:3100' },
      ['COGNITO_TOKEN_URL', 'COGNITO_MACHINE_CLIENT_ID', 'COGNITO_MACHINE_CLIENT_SECRET'],
    ],
  ])('with %s misses what is missing', (_name, given, missing) => {
    const values = new Map(Object.entries({ NODE_ENV: 'test', ...given }));
    expect(missingSettings(userServiceConfig)(values)).toEqual(missing);
  });
});

describe('the page of settings', () => {
  it('lists every setting with its type and meaning, and no other', () => {
    const page = readFileSync(
      new URL('../../../docs/reference/settings.md', import.meta.url),
      'utf8',
    );
    const [, section = ''] = page.split('\n## user-service\n');
    const [own = ''] = section.split('\n## ');
    const rows = [...own.matchAll(/^\| `(\w+)` \| (.+?) \| .+ \| (.+) \|$/gm)];
    expect(rows.map(([, ...cells]) => cells)).toEqual(
      describeSettings(userServiceConfig).map(({ name, type, description }) => [
        name,
        type,
        description,
      ]),
    );
  });
});
