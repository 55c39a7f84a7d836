import {
  type AccessTokenVerifierOptions,
  issuerNames,
  jwksUriOf,
  type TrustedPool,
} from '@gatehouse/auth-core';
import { entitlements } from '@gatehouse/contracts';
import { ConfigError, missingSettingsError, presentSettings } from '@gatehouse/platform-core';
import { accessTokenLimitsOf } from '@gatehouse/platform-nest';
import { type GatewayConfig, missingGatewaySettings, type PoolSettings } from '../config.js';

/**
 * The pools whose tokens are taken: those of `COGNITO_POOLS`, or the one of the single variables.
 *
 * @throws ConfigError when neither, both, or half of one is given
 */
export function accessTokenOptions(config: GatewayConfig): AccessTokenVerifierOptions {
  return {
    pools: trustedPools(config),
    limits: accessTokenLimitsOf(config),
    scopesByGroup: config.COGNITO_SCOPES_BY_GROUP ? entitlements : undefined,
  };
}

function trustedPools(config: GatewayConfig): TrustedPool[] {
  const { COGNITO_POOLS, COGNITO_ISSUER, COGNITO_JWKS_URI, COGNITO_CLIENT_IDS } = config;
  if (COGNITO_POOLS) {
    if (COGNITO_ISSUER ?? COGNITO_JWKS_URI ?? COGNITO_CLIENT_IDS) {
      throw new ConfigError([
        'COGNITO_POOLS: stands beside single-pool variables; give one or the other',
      ]);
    }
    const issuers = COGNITO_POOLS.flatMap(({ issuer }) => issuerNames(issuer));
    if (new Set(issuers).size < issuers.length) {
      throw new ConfigError(['COGNITO_POOLS: names the same issuer twice']);
    }
    return COGNITO_POOLS.map(trustedPool);
  }
  if (COGNITO_ISSUER && COGNITO_CLIENT_IDS) {
    const single = {
      issuer: COGNITO_ISSUER,
      jwksUri: COGNITO_JWKS_URI,
      clientIds: COGNITO_CLIENT_IDS,
    };
    return [trustedPool(single)];
  }
  throw missingSettingsError(missingGatewaySettings(presentSettings(config)));
}

function trustedPool({ jwksUri, ...pool }: PoolSettings): TrustedPool {
  return { ...pool, jwksUri: jwksUri ?? jwksUriOf(pool.issuer) };
}
