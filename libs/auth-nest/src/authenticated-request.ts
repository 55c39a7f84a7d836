import type { IncomingMessage } from 'node:http';
import type { Principal } from '@gatehouse/auth-core';

/** A request of Express, or of Fastify, which keeps Node's own under `raw`. */
export interface AuthenticatedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw?: IncomingMessage;
  readonly rawHeaders?: readonly string[];
  readonly id?: string;
  readonly method?: string;
  readonly routeOptions?: { readonly url?: string };
  readonly route?: { readonly path?: string };
  principal?: Principal;
  /** The Txn-Token that was verified for this service itself. */
  txnToken?: string;
}

/** The verified caller of a request, undefined where none is demanded. */
export function principalOf(request: AuthenticatedRequest): Principal | undefined {
  return request.principal;
}
