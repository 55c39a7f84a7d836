/** A service that calls another in its own name (client credentials), for itself or for a subject. */
export interface Workload {
  /** The name the service is known by, the audience of Txn-Tokens made for it. */
  readonly name: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** The transaction a Txn-Token was made for. Within the gateway's reuse window calls of one caller share it. */
export interface Transaction {
  /** `txn`. */
  readonly id: string;
  /** The caller's address as the gateway saw it. */
  readonly clientAddress?: string;
}

interface VerifiedCaller {
  /** `sub`: of a user their id, of a machine its client id. */
  readonly subject: string;
  /** The pool whose token it was, such as `eu-west-1_AbCdEfGhI`. With `subject` it names the caller for good. */
  readonly poolId: string;
  /** The app client the token was issued to. */
  readonly clientId: string;
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
export interface UserPrincipal extends VerifiedCaller {
  readonly kind: 'user';
  readonly username: string;
  /** Without the group Cognito makes for an identity provider, which is no right. */
  readonly groups: readonly string[];
  /** The identity provider a federated user signed in with; absent for users of the pool's own. */
  readonly identityProvider?: string;
  /** When the user last proved who they are, in seconds since the epoch. */
  readonly authTime?: number;
  /** The level and the means of that proof; absent means unknown. */
  readonly acr?: string;
  readonly amr?: readonly string[];
  /** Ties together all tokens of one sign-in. */
  readonly originJti?: string;
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
