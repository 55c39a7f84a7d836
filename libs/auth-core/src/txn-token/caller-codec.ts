import {
  callerClaims,
  decodeClaims,
  encodeClaims,
  requestClaims,
  userClaims,
} from '../carried-claims.js';
import {
  type Claims,
  demand,
  optional,
  required,
  scopeList,
  text,
  wholeSeconds,
} from '../claims.js';
import { ClaimError } from '../invalid-token-errors.js';
import type { Principal, Transaction } from '../principal.js';
import type { RequestContext } from './txn-token.js';

/** What a Txn-Token states beside the principal that the gateway verified. */
export interface TransactionDetails {
  /** `txn`. */
  readonly id: string;
  /** In seconds since the epoch. */
  readonly issuedAt: number;
  /** The workload that requests the token. */
  readonly requestingWorkload: string;
  readonly requestContext: RequestContext;
}

/** The claims of a Txn-Token that state the caller and the transaction. `decodeCaller` reads them back. */
export function encodeCaller(principal: Principal, details: TransactionDetails): Claims {
  const { kind, subject, scopes } = principal;
  const context = Object.assign({ kind }, encodeClaims(callerClaims, principal));
  return {
    iat: details.issuedAt,
    txn: details.id,
    sub: subject,
    scope: scopes.join(' '),
    req_wl: details.requestingWorkload,
    rctx: details.requestContext,
    tctx: kind === 'user' ? Object.assign(context, encodeClaims(userClaims, principal)) : context,
  };
}

/**
 * The principal in the claims of a Txn-Token, frozen with all that it holds. `issuedAt` is that of the Txn-Token.
 *
 * @throws ClaimError for a claim that is missing or of the wrong type
 */
export function decodeCaller(claims: Claims): Principal {
  const context = required(claims, 'tctx', record);
  const caller = Object.assign(
    { subject: required(claims, 'sub', text) },
    decodeClaims(callerClaims, context),
    {
      issuedAt: required(claims, 'iat', wholeSeconds),
      scopes: Object.freeze(optional(claims, 'scope', scopeList) ?? []),
      requestingWorkloads: Object.freeze([required(claims, 'req_wl', text)]),
      transaction: decodeTransaction(claims),
    },
  );
  if (context.kind === 'client') {
    return Object.freeze(Object.assign(caller, { kind: 'client' } as const));
  }
  demand(context.kind === 'user', ClaimError, 'neither a user nor a machine');
  const user = decodeClaims(userClaims, context);
  return Object.freeze(Object.assign(caller, { kind: 'user' } as const, user));
}

function decodeTransaction(claims: Claims): Transaction {
  const id = required(claims, 'txn', text);
  const context = optional(claims, 'rctx', record) ?? {};
  return Object.freeze(Object.assign({ id }, decodeClaims(requestClaims, context)));
}

function record(value: unknown): Claims | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Claims) : undefined;
}
