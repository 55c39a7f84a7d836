import { ConfigError, loadConfig } from '@gatehouse/platform-core';
import { authOptions } from './auth-options.js';
import { missingUserServiceSettings, userServiceConfig } from './config.js';

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
    expect(authOptions(config)).toMatchObject({ peers: undefined });
  });

  it('takes the keys of peers from under the issuer unless told', () => {
    const config = loadConfig(userServiceConfig, { ...least, PEER_CLIENTS: 'abc=order-service' });
    expect(authOptions(config)).toMatchObject({
      peers: {
        names: { abc: 'order-service' },
        accessTokens: {
          pools: [{ jwksUri: `${least.COGNITO_ISSUER}/.well-known/jwks.json`, clientIds: ['abc'] }],
        },
      },
    });
  });

  it.each([
    ['DATABASE_URL', 'mysql://db/users'],
    ['COGNITO_REGION', 'eu west'],
    ['PEER_CLIENTS', 'abc'],
    ['PEER_CLIENTS', 'abc=order-service,abc=other'],
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
      ['COGNITO_MACHINE_CLIENT_ID', 'COGNITO_MACHINE_CLIENT_SECRET', 'COGNITO_TOKEN_URL'],
    ],
    ['production and no key of security events', { NODE_ENV: 'production' }, ['SECURITY_LOG_KEY']],
    ['no NODE_ENV and no key of security events', { NODE_ENV: '' }, ['SECURITY_LOG_KEY']],
    [
      'production and the key in a variable',
      { NODE_ENV: 'production', SECURITY_LOG_KEY: 'k'.repeat(32) },
      [],
    ],
  ])('with %s misses what is missing', (_name, given, missing) => {
    expect(
      missingUserServiceSettings(new Map(Object.entries({ NODE_ENV: 'test', ...given }))),
    ).toEqual(missing);
  });
});
