import { ConfigError, loadConfig } from '@gatehouse/platform-core';
import { authOptions } from './auth-options.js';
import { missingOrderServiceSettings, orderServiceConfig } from './config.js';

const least = {
  DATABASE_URL: 'postgres://orders:secret@db:5432/orders',
  USER_SERVICE_URL: 'http://user-service:3002',
  COGNITO_TOKEN_URL: 'https://gatehouse.auth.eu-west-1.amazoncognito.com/oauth2/token',
  COGNITO_CLIENT_ID: 'client',
  COGNITO_CLIENT_SECRET: 'secret',
  TXN_TOKEN_JWKS_URI: 'http://gateway:3000/.well-known/txn-token-jwks.json',
};
const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI';

describe('orderServiceConfig', () => {
  it('runs as in production unless told otherwise, and rejects other spellings', () => {
    expect(loadConfig(orderServiceConfig, least).NODE_ENV).toBe('production');
    const load = () => loadConfig(orderServiceConfig, { ...least, NODE_ENV: 'Production' });
    expect(load).toThrow('NODE_ENV: must be production, development or test');
  });

  it('needs little: loopback and no peers unless told', () => {
    const config = loadConfig(orderServiceConfig, least);
    expect(config).toMatchObject({ PORT: 3001, HOST: '127.0.0.1', TXN_TOKEN_ISSUER: 'gateway' });
    expect(authOptions(config)).toMatchObject({ peers: undefined });
  });

  it('believes peers whose issuer it is told, and none otherwise', () => {
    const peers = { ...least, PEER_CLIENTS: 'abc=billing' };
    expect(() => authOptions(loadConfig(orderServiceConfig, peers))).toThrow(ConfigError);
    const config = loadConfig(orderServiceConfig, { ...peers, COGNITO_ISSUER: issuer });
    const pools = [{ issuer, jwksUri: `${issuer}/.well-known/jwks.json`, clientIds: ['abc'] }];
    expect(authOptions(config)).toMatchObject({
      peers: { names: { abc: 'billing' }, accessTokens: { pools } },
    });
  });

  it('names what is missing', () => {
    expect(() => loadConfig(orderServiceConfig, {})).toThrow(
      [
        'The configuration is not usable:',
        ...Object.keys(least).map((name) => `  ${name}: is missing`),
      ].join('\n'),
    );
  });

  it('requires the key of security events in production alone', () => {
    const load = (environment: Record<string, string>) =>
      loadConfig(orderServiceConfig, { ...least, ...environment }, missingOrderServiceSettings);
    expect(() => load({ NODE_ENV: 'production' })).toThrow('SECURITY_LOG_KEY: is missing');
    expect(load({ NODE_ENV: 'test' }).SECURITY_LOG_KEY).toBeUndefined();
  });
});
