import {
  MalformedTokenError,
  MissingTokenError,
  NotAPeerError,
  type Principal,
  txnTokenHeaderName,
  type TxnTokenVerifier,
} from '@gatehouse/auth-core';
import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from '../authenticated-request.js';
import { requirementsOf } from '../route-requirements.js';
import type { AccessTokenGuard } from './access-token.guard.js';

export interface TxnTokenGuardOptions {
  /** The name Txn-Tokens for this service carry. */
  readonly audience: string;
  readonly verifier: TxnTokenVerifier;
  /** Services that may call this one directly. */
  readonly peers?: {
    /** The name of each peer, the audience of Txn-Tokens made for it, by its client id. */
    readonly names: ReadonlyMap<string, string>;
    readonly accessTokens: AccessTokenGuard;
  };
}

/**
 * Demands, on every route that isn't public, one of the two proofs a service takes: a Txn-Token made for this very
 * service, or the access token of a peer service, with the Txn-Token that peer received when it acts for a caller.
 */
export class TxnTokenGuard implements CanActivate {
  constructor(private readonly options: TxnTokenGuardOptions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (requirementsOf(context.getHandler() as () => unknown, context.getClass())?.public)
      return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const txnToken = txnTokenOf(request);
    request.principal =
      request.headers.authorization === undefined
        ? await this.fromGateway(request, txnToken)
        : await this.fromPeer(context, txnToken);
    return true;
  }

  private async fromGateway(
    request: AuthenticatedRequest,
    txnToken: string | undefined,
  ): Promise<Principal> {
    if (txnToken === undefined) throw new MissingTokenError('no Txn-Token');
    const principal = await this.options.verifier.verify(txnToken, this.options.audience);
    request.txnToken = txnToken;
    return principal;
  }

  private async fromPeer(
    context: ExecutionContext,
    txnToken: string | undefined,
  ): Promise<Principal> {
    const { peers, verifier } = this.options;
    if (!peers) throw new NotAPeerError('this service has no peers');
    const machine = await peers.accessTokens.authenticate(context);
    const name = peers.names.get(machine.clientId);
    if (machine.kind !== 'client' || name === undefined) {
      throw new NotAPeerError('not a peer of this service');
    }
    if (txnToken === undefined) return machine;
    const subject = await verifier.verify(txnToken, name);
    return {
      ...subject,
      workload: { name, clientId: machine.clientId, scopes: machine.scopes },
      requestingWorkloads: [...subject.requestingWorkloads, name],
    };
  }
}

function txnTokenOf(request: AuthenticatedRequest): string | undefined {
  const value = request.headers[txnTokenHeaderName];
  if (Array.isArray(value)) throw new MalformedTokenError('two Txn-Tokens');
  return value;
}
