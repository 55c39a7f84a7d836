import { type AuthOptions, jwksUriOf } from '@gatehouse/auth-nest';
import { allScopes } from '@gatehouse/contracts';
import { recordRejection } from '@gatehouse/platform-nest';
import type { UserServiceConfig } from './config.js';

/** Whom this service believes: the gateway's Txn-Tokens for it, and the machine tokens of its peers. */
export function authOptions(config: UserServiceConfig): AuthOptions {
  const { COGNITO_ISSUER: issuer, PEER_CLIENTS: names } = config;
  const jwksUri = config.COGNITO_JWKS_URI ?? jwksUriOf(issuer);
  return {
    scopeVocabulary: allScopes,
    onRefusal: recordRejection,
    txnTokens: {
      issuer: config.TXN_TOKEN_ISSUER,
      jwksUri: config.TXN_TOKEN_JWKS_URI,
      audience: config.TXN_TOKEN_AUDIENCE,
    },
    peers: names && {
      names,
      accessTokens: { pools: [{ issuer, jwksUri, clientIds: Object.keys(names) }] },
    },
  };
}
