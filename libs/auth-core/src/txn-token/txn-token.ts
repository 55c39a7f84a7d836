import type { requestClaims, TxnTokenObject } from '../carried-claims.js';

/**
 * A Txn-Token says who the gateway has verified, to one service, for at most a minute. Its shape follows the IETF
 * draft "Transaction Tokens" (draft-ietf-oauth-transaction-tokens); unlike the draft's, its audience is a single
 * service and not the whole trust domain, so that a captured one opens nothing else.
 */
export const txnTokenHeaderName = 'txn-token';

export const txnTokenType = 'txntoken+jwt';

/** Bounds on Txn-Tokens. */
export const txnTokenLimits = {
  /** A token that claims to live longer, in seconds, is refused. */
  maxLifetimeSeconds: 60,
  /** Difference allowed between the clocks of gateway and service, in seconds. */
  clockSkewSeconds: 5,
} as const;

/** Bounds on how often the gateway's keys are fetched and how long they serve. */
export const txnTokenKeyLimits = {
  /** Keys older than this, in seconds, are fetched again: so soon a retired key is one no more. */
  freshSeconds: 60,
  /** After a fetch, an unknown `kid` causes no other for so many seconds. */
  coolDownSeconds: 10,
  /** Keys that can't be fetched again serve for so many seconds after they were last seen published. */
  staleSeconds: 3_600,
} as const;

/** Circumstances of the request (`rctx` in the draft). */
export type RequestContext = TxnTokenObject<typeof requestClaims>;
