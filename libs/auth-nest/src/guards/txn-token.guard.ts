import {
  type ClientPrincipal,
  InvalidTokenError,
  MalformedTokenError,
  MissingTokenError,
  NotAPeerError,
  type Principal,
  txnTokenHeaderName,
  type TxnTokenVerifier,
} from '@gatehouse/auth-core';
import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import {
  type AuthenticatedRequest,
  forgetPrincipal,
  setPrincipal,
} from '../authenticated-request.js';
import { demandedAuthentication } from '../demanded-authentication.js';
import { type RightsFilter, rightsFilter } from '../elevated-rights.js';
import type { AccessTokenGuard } from './access-token.guard.js';

export interface TxnTokenGuardOptions {
  /** The name Txn-Tokens for this service carry. */
  readonly audience: string;
  readonly verifier: TxnTokenVerifier;
  /** Takes the rights that do not count from a caller; absent: all count. */
  readonly countRights?: RightsFilter;
  /** Services that may call this one directly. */
  readonly peers?: {
    /** The name of each peer, the audience of Txn-Tokens made for it, by its client id. */
    readonly names: ReadonlyMap<string, string>;
    readonly accessTokens: AccessTokenGuard;
  };
}

/** A peer that has shown who it is. */
interface Peer {
  readonly name: string;
  readonly machine: ClientPrincipal;
}

/**
 * Demands, on every route that isn't public, one of the two proofs a service takes: a Txn-Token made for this very
 * service, or the access token of a peer service, with the Txn-Token that peer received when it acts for a caller.
 * Where a proof is optional, one that is shown must be good.
 */
export class TxnTokenGuard implements CanActivate {
  constructor(private readonly options: TxnTokenGuardOptions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const demanded = demandedAuthentication(context);
    if (demanded === 'none') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const txnToken = txnTokenOf(request);
    const isDirect = request.headers.authorization !== undefined;
    if (demanded === 'optional' && txnToken === undefined && !isDirect) return true;
    const principal = isDirect
      ? await this.fromPeer(context, request, txnToken)
      : await this.fromGateway(request, txnToken);
    const { countRights = rightsFilter(undefined) } = this.options;
    setPrincipal(request, countRights(principal));
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
    request: AuthenticatedRequest,
    txnToken: string | undefined,
  ): Promise<Principal> {
    const peer = await this.peer(context, request);
    if (txnToken === undefined) return peer.machine;
    try {
      return actingFor(await this.options.verifier.verify(txnToken, peer.name), peer);
    } catch (error) {
      forgetPrincipal(request);
      throw blaming(error, peer.machine.clientId);
    }
  }

  private async peer(context: ExecutionContext, request: AuthenticatedRequest): Promise<Peer> {
    const { peers } = this.options;
    if (!peers) throw new NotAPeerError('this service has no peers');
    const machine = await peers.accessTokens.authenticate(context);
    const name = peers.names.get(machine.clientId);
    if (machine.kind === 'client' && name !== undefined) return { name, machine };
    forgetPrincipal(request);
    throw blaming(new NotAPeerError('not a peer of this service'), machine.clientId);
  }
}

/** Node joins several headers of this name with commas, and no token holds one. */
function txnTokenOf(request: AuthenticatedRequest): string | undefined {
  const value = request.headers[txnTokenHeaderName];
  if (Array.isArray(value)) throw new MalformedTokenError('two Txn-Tokens');
  return value;
}

function actingFor(subject: Principal, { name, machine }: Peer): Principal {
  const { clientId, scopes } = machine;
  return Object.freeze({
    ...subject,
    workload: Object.freeze({ name, clientId, scopes }),
    requestingWorkloads: Object.freeze([...subject.requestingWorkloads, name]),
  });
}

/** For the log: the client whose call is refused. */
function blaming(error: unknown, clientId: string): unknown {
  if (error instanceof InvalidTokenError) error.clientId ??= clientId;
  return error;
}
