import type { ClaimType } from './forged/claim-types.js';

/** A member of `tctx` in the Txn-Token of a user. */
export interface TxnTokenContextClaim {
  readonly type: ClaimType;
  /** A valid value. */
  readonly example: unknown;
}

/**
 * Every member of `tctx` beside `kind` that a user's Txn-Token may have. It is written by hand because this library signs
 * without the code under test; a spec of auth-core compares it with the members that auth-core knows.
 */
export const txnTokenContextClaims: Readonly<Record<string, TxnTokenContextClaim>> = {
  pool_id: { type: 'text', example: 'eu-west-1_TestPool1' },
  client_id: { type: 'text', example: 'testclient0000000000000000' },
  username: { type: 'text', example: 'Google_118234567890123456789' },
  groups: { type: 'list', example: ['support'] },
  identity_provider: { type: 'text', example: 'Google' },
  auth_time: { type: 'seconds', example: 1_700_000_000 },
  acr: { type: 'text', example: 'urn:cognito:loa:4' },
  amr: { type: 'list', example: ['pwd', 'otp', 'mfa'] },
  origin_jti: { type: 'text', example: 'c0ffee00-0000-4000-8000-000000000000' },
};
