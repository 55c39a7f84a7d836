import { accessTokenLimits, jwksLimits, keyStoreLimits } from '@gatehouse/auth-core';
import { entitlements } from '@gatehouse/contracts';
import { loadConfig } from '@gatehouse/platform-core';
import { gatewayConfig, missingGatewaySettings } from '../config.js';
import { accessTokenOptions } from './access-token-options.js';
import { upstreamSettings } from '../testing/upstream-settings.js';

const upstreams = upstreamSettings('http://upstream');
const options = (environment: Record<string, string>) =>
  accessTokenOptions(loadConfig(gatewayConfig, { ...upstreams, ...environment }));

const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI';

describe('accessTokenOptions', () => {
  it('trusts the pool of the single variables, with its keys at the issuer unless said otherwise', () => {
    const single = { COGNITO_ISSUER: `${issuer}/`, COGNITO_CLIENT_IDS: 'web, partner' };
    expect(options(single).pools).toEqual([
      { issuer, jwksUri: `${issuer}/.well-known/jwks.json`, clientIds: ['web', 'partner'] },
    ]);
    const elsewhere = { ...single, COGNITO_JWKS_URI: 'http://emulator:9500/keys' };
    expect(options(elsewhere).pools[0]?.jwksUri).toBe('http://emulator:9500/keys');
  });

  it('trusts several pools', () => {
    const pools = [
      { issuer, clientIds: ['web'] },
      {
        issuer: `${issuer}2`,
        jwksUri: 'http://keys',
        clientIds: ['a'],
        audiences: ['https://api'],
      },
    ];
    expect(options({ COGNITO_POOLS: JSON.stringify(pools) }).pools).toHaveLength(2);
  });

  it('has the limits that the settings state', () => {
    const single = { COGNITO_ISSUER: issuer, COGNITO_CLIENT_IDS: 'web' };
    const { limits } = options({ ...single, JWKS_STALE_SECONDS: '60', TOKEN_CACHE_SECONDS: '5' });
    expect(limits?.keys).toMatchObject({ ...keyStoreLimits, staleSeconds: 60, jwks: jwksLimits });
    expect(limits?.verifiedTokens?.maxAgeSeconds).toBe(5);
    expect(limits?.claims?.clockSkewSeconds).toBe(accessTokenLimits.clockSkewSeconds);
  });

  it('grants by group only when told to', () => {
    const single = { COGNITO_ISSUER: issuer, COGNITO_CLIENT_IDS: 'web' };
    expect(options(single).scopesByGroup).toBeUndefined();
    expect(options({ ...single, COGNITO_SCOPES_BY_GROUP: 'true' }).scopesByGroup).toBe(
      entitlements,
    );
  });

  it('refuses one pool given twice, under either of its names', () => {
    const twice = [issuer, issuer.replace('https://', 'https://issuer-')];
    const pools = twice.map((name) => ({ issuer: name, clientIds: ['a'] }));
    expect(() => options({ COGNITO_POOLS: JSON.stringify(pools) })).toThrow('same issuer twice');
  });

  it.each([
    ['production', { NODE_ENV: 'production' }],
    ['no NODE_ENV', {}],
    ['an empty NODE_ENV', { NODE_ENV: '' }],
    ['an unknown NODE_ENV', { NODE_ENV: 'Production' }],
  ])('reports every missing setting at once for %s', (_name, environment) => {
    const load = () => loadConfig(gatewayConfig, environment, missingGatewaySettings);
    for (const name of [
      'COGNITO_ISSUER',
      'COGNITO_CLIENT_IDS',
      ...Object.keys(upstreams),
      'TXN_TOKEN_PRIVATE_KEY',
      'SECURITY_LOG_KEY',
    ]) {
      expect(load).toThrow(`${name}: is missing`);
    }
  });

  it.each(['development', 'test'])('needs no key of its own for %s', (NODE_ENV) => {
    const load = () => loadConfig(gatewayConfig, { NODE_ENV }, missingGatewaySettings);
    expect(load).toThrow('COGNITO_ISSUER: is missing');
    expect(load).not.toThrow('TXN_TOKEN_PRIVATE_KEY');
  });

  it.each<[Record<string, string>, string]>([
    [{}, 'COGNITO_ISSUER: is missing\n  COGNITO_CLIENT_IDS: is missing'],
    [{ COGNITO_ISSUER: issuer }, 'COGNITO_CLIENT_IDS: is missing'],
    [{ COGNITO_POOLS: '[]' }, 'COGNITO_POOLS'],
    [{ COGNITO_POOLS: 'no json' }, 'COGNITO_POOLS: must be JSON'],
    [
      { COGNITO_POOLS: JSON.stringify([{ issuer, clientIds: ['a'], clientId: 'b' }]) },
      'COGNITO_POOLS',
    ],
    [
      { COGNITO_POOLS: JSON.stringify([{ issuer, clientIds: ['a'] }]), COGNITO_ISSUER: issuer },
      'beside single-pool',
    ],
  ])('refuses %j', (environment, fault) => {
    expect(() => options(environment)).toThrow(fault);
  });
});
