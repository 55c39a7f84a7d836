import { readFileSync } from 'node:fs';
import { describeSettings, loadConfig } from '@gatehouse/platform-core';
import { orderServiceConfig } from './config.js';

const least = {
  DATABASE_URL: 'postgres://orders:secret@db:5432/orders',
  COGNITO_TOKEN_URL: 'https://gatehouse.auth.eu-west-1.amazoncognito.com/oauth2/token',
  TXN_TOKEN_JWKS_URI: 'http://gateway:3000/.well-known/txn-token-jwks.json',
  COGNITO_CLIENT_ID: 'client',
  COGNITO_CLIENT_SECRET: 'secret',
  USER_SERVICE_URL: 'http://user-service:3002',
};

describe('orderServiceConfig', () => {
  it('runs as in production unless told otherwise, and rejects other spellings', () => {
    expect(loadConfig(orderServiceConfig, least).NODE_ENV).toBe('production');
    const load = () => loadConfig(orderServiceConfig, { ...least, NODE_ENV: 'Production' });
    expect(load).toThrow('NODE_ENV: must be production, development or test');
  });

  it('needs little: loopback and no peers unless told', () => {
    const config = loadConfig(orderServiceConfig, least);
    expect(config).toMatchObject({ PORT: 3001, HOST: '127.0.0.1', TXN_TOKEN_ISSUER: 'gateway' });
    expect(config).toMatchObject({ TXN_TOKEN_AUDIENCE: 'order-service' });
    expect(config.PEER_CLIENTS).toBeUndefined();
  });

  it('calls user-service within less time than a client usually has', () => {
    const { USER_SERVICE_DEADLINE_MILLISECONDS: deadline } = loadConfig(orderServiceConfig, least);
    expect(deadline).toBe(2_000);
  });

  it.each([
    ['USER_SERVICE_CONNECTIONS', '0'],
    ['USER_SERVICE_DEADLINE_MILLISECONDS', '2s'],
    ['USER_SERVICE_RETRIES', '11'],
    ['USER_SERVICE_RETRY_SHARE', '1.5'],
    ['USER_SERVICE_BREAKER_SHARE', '50%'],
    ['MACHINE_TOKEN_REQUESTS_PER_SECOND', '151'],
    ['MACHINE_TOKEN_TIMEOUT_MILLISECONDS', '0'],
    ['DATABASE_CONNECTIONS', '-1'],
    ['BODY_LIMIT_BYTES', '256k'],
    ['JSON_MAX_DEPTH', '201'],
  ])('rejects %s of %j and names it', (name, value) => {
    const load = () => loadConfig(orderServiceConfig, { ...least, [name]: value });
    expect(load).toThrow(`\n  ${name}: must be a`);
  });

  it('names what is missing', () => {
    expect(() => loadConfig(orderServiceConfig, {})).toThrow(
      [
        'The configuration is not usable:',
        ...Object.keys(least).map((name) => `  ${name}: is missing`),
      ].join('\n'),
    );
  });
});

describe('the page of settings', () => {
  it('lists every setting with its type and meaning, and no other', () => {
    const page = readFileSync(
      new URL('../../../docs/reference/settings.md', import.meta.url),
      'utf8',
    );
    const [, section = ''] = page.split('\n## order-service\n');
    const [own = ''] = section.split('\n## ');
    const rows = [...own.matchAll(/^\| `(\w+)` \| (.+?) \| .+ \| (.+) \|$/gm)];
    expect(rows.map(([, ...cells]) => cells)).toEqual(
      describeSettings(orderServiceConfig).map(({ name, type, description }) => [
        name,
        type,
        description,
      ]),
    );
  });
});
