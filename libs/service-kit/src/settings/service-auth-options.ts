import { jwksUriOf, type ServiceAuthOptions } from '@gatehouse/auth-nest';
import { allScopes } from '@gatehouse/contracts';
import { missingSettingsError } from '@gatehouse/platform-core';
import { accessTokenLimitsOf, recordRejection, txnTokenLimitsOf } from '@gatehouse/platform-nest';
import type { ServiceConfig } from './service-settings.js';
import { staffRights } from './staff-settings.js';

/**
 * The proofs that a service accepts: the gateway's Txn-Tokens for it, and the machine tokens of its peers. The rights of staff
 * count only after a sign-in of the configured strength.
 *
 * @throws ConfigError when there are peers and no issuer of their tokens
 */
export function serviceAuthOptions(config: ServiceConfig): ServiceAuthOptions {
  return {
    scopeVocabulary: allScopes,
    elevatedRights: staffRights(config),
    onRefusal: recordRejection,
    txnTokens: {
      issuer: config.TXN_TOKEN_ISSUER,
      jwksUri: config.TXN_TOKEN_JWKS_URI,
      audience: config.TXN_TOKEN_AUDIENCE,
      limits: txnTokenLimitsOf(config),
    },
    peers: peers(config),
  };
}

function peers(config: ServiceConfig): ServiceAuthOptions['peers'] {
  const { PEER_CLIENTS: names, COGNITO_ISSUER: issuer } = config;
  if (!names) return undefined;
  if (issuer === undefined) throw missingSettingsError(['COGNITO_ISSUER']);
  const jwksUri = config.COGNITO_JWKS_URI ?? jwksUriOf(issuer);
  const pools = [{ issuer, jwksUri, clientIds: Object.keys(names) }];
  return { names, accessTokens: { pools, limits: accessTokenLimitsOf(config) } };
}
