import type {
  callerClaims,
  CarriedProperties,
  requestClaims,
  userClaims,
} from './carried-claims.js';

/** A service that calls another in its own name (client credentials), for itself or for a subject. */
export interface Workload {
  /** The name the service is known by, the audience of Txn-Tokens made for it. */
  readonly name: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** The transaction a Txn-Token was made for. Within the gateway's reuse window calls of one caller share it. */
export interface Transaction extends CarriedProperties<typeof requestClaims> {
  /** `txn`. */
  readonly id: string;
}

interface VerifiedCaller extends CarriedProperties<typeof callerClaims> {
  /** `sub`: of a user their id, of a machine its client id. */
  readonly subject: string;
  readonly scopes: readonly string[];
  /** When the token that shows all this was issued, in seconds since the epoch. */
  readonly issuedAt: number;
  /** The peer service that makes this call for the subject; absent when the call came through the gateway. */
  readonly workload?: Workload;
  /** The workloads that passed the call on, first the gateway; empty for the caller's own token. */
  readonly requestingWorkloads: readonly string[];
  /** What the gateway calls the transaction; absent for the caller's own token. */
  readonly transaction?: Transaction;
}

/** A person, signed in by password, by code or by another identity provider. */
export interface UserPrincipal extends VerifiedCaller, CarriedProperties<typeof userClaims> {
  readonly kind: 'user';
}

/** A machine, known by client credentials. It has no user, no groups and no sign-in. */
export interface ClientPrincipal extends VerifiedCaller {
  readonly kind: 'client';
}

/** The verified caller. */
export type Principal = UserPrincipal | ClientPrincipal;

/** The scopes that authorize a call: of the workload where a peer calls for a subject, else the caller's own. */
export function authorizingScopes(principal: Principal): readonly string[] {
  return principal.workload?.scopes ?? principal.scopes;
}
