import type { IncomingMessage } from 'node:http';
import type { Principal } from '@gatehouse/auth-core';
import type { CountedPrincipal, WithheldRights } from './elevated-rights.js';

/** A request of Express, or of Fastify, which keeps Node's own under `raw`. */
export interface AuthenticatedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw?: IncomingMessage;
  readonly rawHeaders?: readonly string[];
  readonly id?: string;
  readonly method?: string;
  readonly routeOptions?: { readonly url?: string };
  readonly route?: { readonly path?: string };
  /** The verified caller, with no right but those that count. */
  principal?: Principal;
  /** What the caller's token holds and does not count after their sign-in. */
  withheld?: WithheldRights;
  /** The access token that was verified: at the edge the caller's, in a service the peer's. */
  accessToken?: string;
  /** The Txn-Token that was verified for this service itself. */
  txnToken?: string;
  /** What the request's own log line says of it beside its outcome. */
  logFields?: Readonly<Record<string, unknown>>;
}

/** The verified caller of a request, undefined where none is demanded. */
export function principalOf(request: AuthenticatedRequest): Principal | undefined {
  return request.principal;
}

/**
 * Makes a principal the caller of the request, and its log line say so: no claims but ids that tell who called, and the
 * elevated scopes that do not count for them.
 */
export function setPrincipal(
  request: AuthenticatedRequest,
  { principal, withheld }: CountedPrincipal,
): void {
  const { kind, clientId, requestingWorkloads, transaction } = principal;
  request.principal = principal;
  request.withheld = withheld;
  request.logFields = {
    ...request.logFields,
    callerKind: kind,
    clientId,
    requestingWorkloads,
    transactionId: transaction?.id,
    withheldScopes: withheld?.scopes,
  };
}

/** Takes back what a proof had shown, because it isn't enough by itself. */
export function forgetPrincipal(request: AuthenticatedRequest): void {
  request.principal = undefined;
  request.accessToken = undefined;
}

/**
 * How often a header occurs in a request. Node joins some of several fields of one name in `headers` and drops others
 * silently, so only the raw headers show an ambiguous request.
 */
export function countHeader(request: AuthenticatedRequest, lowerCaseName: string): number {
  const { rawHeaders = [] } = request.raw ?? request;
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === lowerCaseName.length && name.toLowerCase() === lowerCaseName) count += 1;
  }
  return count;
}
