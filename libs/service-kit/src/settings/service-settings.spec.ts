import { jwksLimits, verifiedTokenCacheLimits } from '@gatehouse/auth-core';
import { staffGroups, staffScopes } from '@gatehouse/contracts';
import { ConfigError, loadConfig, missingSettings, secretNames } from '@gatehouse/platform-core';
import { z } from 'zod';
import { serviceAuthOptions } from './service-auth-options.js';
import { serviceSettings } from './service-settings.js';

const config = z.object(serviceSettings({ name: 'notes-service', port: 3009 }));
const least = {
  DATABASE_URL: 'postgres://notes:secret@db:5432/notes',
  TXN_TOKEN_JWKS_URI: 'http://gateway:3000/.well-known/txn-token-jwks.json',
};
const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI';

describe('serviceSettings', () => {
  it('defaults to production, loopback, and the name and port of the service', () => {
    expect(loadConfig(config, least)).toMatchObject({
      ...least,
      NODE_ENV: 'production',
      PORT: 3009,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      TXN_TOKEN_ISSUER: 'gateway',
      TXN_TOKEN_AUDIENCE: 'notes-service',
    });
  });

  it('requires a database and the keys of Txn-Tokens', () => {
    expect(() => loadConfig(config, {})).toThrow(
      'The configuration is not usable:\n  DATABASE_URL: is missing\n  TXN_TOKEN_JWKS_URI: is missing',
    );
  });

  it.each([
    ['NODE_ENV', 'Production'],
    ['PORT', '65536'],
    ['LOG_LEVEL', 'loud'],
    ['SECURITY_LOG_KEY', 'short'],
    ['DATABASE_URL', 'mysql://db/notes'],
    ['DATABASE_MIGRATION_URL', 'notes'],
    ['COGNITO_TOKEN_URL', 'token'],
    ['COGNITO_DOMAIN_URL', 'ftp://pool'],
    ['TXN_TOKEN_JWKS_URI', 'keys'],
    ['PEER_CLIENTS', 'abc'],
    ['PEER_CLIENTS', 'abc=billing,abc=other'],
    ['COGNITO_ISSUER', 'eu-west-1_AbCdEfGhI'],
    ['COGNITO_JWKS_URI', 'keys'],
    ['STAFF_ACR_VALUES', ' '],
    ['STAFF_ACR_VALUES', 'urn:cognito:loa:4"'],
    ['STAFF_ACR_VALUES', 'back\\slash'],
    ['STAFF_ACR_VALUES', 'höher'],
    ['STAFF_ACR_VALUES', 'one\ttwo'],
    ['STAFF_ACR_VALUES', 'none urn:cognito:loa:4'],
    ['STAFF_MAX_AUTH_AGE_SECONDS', '0'],
    ['STAFF_MAX_AUTH_AGE_SECONDS', '59'],
    ['STAFF_MAX_AUTH_AGE_SECONDS', 'none'],
    ['STAFF_MAX_AUTH_AGE_SECONDS', '2592001'],
  ])('rejects %s of %j', (name, value) => {
    expect(() => loadConfig(config, { ...least, [name]: value })).toThrow(ConfigError);
  });

  it('marks what a deployment must pass as a file', () => {
    expect(secretNames(config)).toEqual([
      'SECURITY_LOG_KEY',
      'DATABASE_URL',
      'DATABASE_MIGRATION_URL',
    ]);
  });
});

describe('what is required in view of other settings', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['nothing in a test', { NODE_ENV: 'test' }, []],
    ['the key of security events in production', { NODE_ENV: 'production' }, ['SECURITY_LOG_KEY']],
    ['the key of security events where NODE_ENV is absent', {}, ['SECURITY_LOG_KEY']],
    ['no key that is set', { SECURITY_LOG_KEY: 'k'.repeat(32) }, []],
    ['the issuer of peers', { NODE_ENV: 'test', PEER_CLIENTS: 'abc=billing' }, ['COGNITO_ISSUER']],
    [
      'no issuer that is set',
      { NODE_ENV: 'test', PEER_CLIENTS: 'abc=billing', COGNITO_ISSUER: issuer },
      [],
    ],
  ])('names %s', (_case, values, missing) => {
    expect(missingSettings(config)(new Map(Object.entries(values)))).toEqual(missing);
  });
});

describe('serviceAuthOptions', () => {
  const peers = { ...least, PEER_CLIENTS: 'abc=billing' };

  it('accepts Txn-Tokens of the gateway for this service, and no peers by default', () => {
    expect(serviceAuthOptions(loadConfig(config, least))).toMatchObject({
      txnTokens: {
        issuer: 'gateway',
        jwksUri: least.TXN_TOKEN_JWKS_URI,
        audience: 'notes-service',
      },
      peers: undefined,
    });
  });

  it('demands a second factor within a working day for the rights of staff', () => {
    expect(serviceAuthOptions(loadConfig(config, least)).elevatedRights).toEqual({
      scopes: staffScopes,
      groups: staffGroups,
      acrValues: ['urn:cognito:loa:3', 'urn:cognito:loa:4'],
      maxAuthAgeSeconds: 43_200,
    });
  });

  it.each([
    ['one level', 'gold', ['gold']],
    ['several levels', ' gold  urn:x:platinum,1 ', ['gold', 'urn:x:platinum,1']],
    ['no level', ' none ', undefined],
  ])('demands %s of staff, and an age', (_what, levels, acrValues) => {
    const settings = { STAFF_ACR_VALUES: levels, STAFF_MAX_AUTH_AGE_SECONDS: '600' };
    const { elevatedRights } = serviceAuthOptions(loadConfig(config, { ...least, ...settings }));
    expect(elevatedRights).toMatchObject({ scopes: staffScopes, maxAuthAgeSeconds: 600 });
    expect(elevatedRights?.acrValues).toEqual(acrValues);
  });

  it.each([
    ['under the issuer', {}, `${issuer}/.well-known/jwks.json`],
    ['at their own address', { COGNITO_JWKS_URI: 'http://keys/jwks' }, 'http://keys/jwks'],
  ])('accepts peers with the keys %s', (_case, settings, jwksUri) => {
    const loaded = loadConfig(config, { ...peers, COGNITO_ISSUER: issuer, ...settings });
    const pools = [{ issuer, jwksUri, clientIds: ['abc'] }];
    expect(serviceAuthOptions(loaded)).toMatchObject({
      peers: { names: { abc: 'billing' }, accessTokens: { pools } },
    });
  });

  it('verifies tokens within the limits that the settings state', () => {
    const settings = { ...peers, COGNITO_ISSUER: issuer };
    const limits = { JWKS_TIMEOUT_SECONDS: '2', TOKEN_CACHE_SECONDS: '0', CLOCK_SKEW_SECONDS: '0' };
    const jwks = { ...jwksLimits, timeoutMilliseconds: 2_000 };
    const verifiedTokens = { ...verifiedTokenCacheLimits, maxAgeSeconds: 0 };
    expect(serviceAuthOptions(loadConfig(config, { ...settings, ...limits }))).toMatchObject({
      txnTokens: { limits: { keys: { jwks }, verifiedTokens } },
      peers: { accessTokens: { limits: { claims: { clockSkewSeconds: 0 }, keys: { jwks } } } },
    });
  });

  it('rejects peers without the issuer of their tokens', () => {
    expect(() => serviceAuthOptions(loadConfig(config, peers))).toThrow(ConfigError);
  });
});
