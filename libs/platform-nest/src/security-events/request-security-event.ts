import {
  type SecurityEvent,
  securityEvent,
  type SecurityEventName,
  type SecurityLog,
  type SecuritySubject,
} from '@gatehouse/platform-core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isIP } from 'node:net';
import { plainAddress } from '../plain-address.js';

/** The names of an event that succeeds or fails. */
export interface SecurityEventNames {
  readonly success: SecurityEventName;
  readonly failure: SecurityEventName;
}

/** What an event of an app is written with. */
export interface AppSecurityLog extends SecurityLog {
  /** The pool of the people whom public routes are about. */
  readonly poolId?: string;
  /** Whether callers are trusted to state whom they call for, as services trust the gateway. */
  readonly isBehindGateway: boolean;
}

/** The parts of a verified caller that an event needs; what verified the caller is not this library's business. */
interface Caller extends SecuritySubject {
  readonly transaction?: { readonly clientAddress?: string };
}

/** The recorder is on the request itself, because a WeakMap costs microseconds a request. */
const recorder = Symbol('security event');

interface RecordedRequest {
  [recorder]?: RequestSecurityEvent;
}

/** Prepares a request that has just arrived, whose connection is still there. */
export function beginSecurityEvent(
  request: FastifyRequest,
  reply: FastifyReply,
  log: AppSecurityLog,
): void {
  (request as RecordedRequest)[recorder] = new RequestSecurityEvent(request, reply, log);
}

/** The recorder of a request; undefined for requests of apps that `createApp` has not created. */
export function securityEventOf(request: object): RequestSecurityEvent | undefined {
  return (request as RecordedRequest)[recorder];
}

/**
 * Records that a request was rejected for want of a good proof or of a right, for `onRefusal` of the auth module: as the
 * failure of the method's own event, or as `request.rejected`.
 *
 * @param refusal `reason` is a stable word
 */
export function recordRejection({ reason }: { readonly reason: string }, request: object): void {
  securityEventOf(request)?.reject(reason);
}

/**
 * The one security event of a request. It is written on the request's own line, so that a request is one line. A response
 * that cannot be sent has no such line, because its caller has left: the event then has a line of its own and is not lost.
 */
export class RequestSecurityEvent {
  private readonly connectionAddress: string | undefined;
  private names: SecurityEventNames | undefined;
  private targetId: string | undefined;
  private signInName: string | undefined;
  private subject: string | undefined;
  private recorded: SecurityEvent | undefined;
  private hasLine = false;
  private isWritten = false;

  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
    private readonly log: AppSecurityLog,
  ) {
    // A socket that has ended has no address any more.
    const { remoteAddress } = request.raw.socket;
    this.connectionAddress = remoteAddress === undefined ? undefined : plainAddress(remoteAddress);
  }

  /**
   * Names the event of this request before anything is known about its caller.
   *
   * @param about the `sub` of the user acted upon, and the name given to sign in
   */
  expect(
    names: SecurityEventNames,
    about: { readonly targetId?: string; readonly signInName?: string },
  ): void {
    this.names = names;
    this.targetId = about.targetId;
    this.signInName = about.signInName;
  }

  /**
   * Adds what a public method has learned about its caller, and what neither the body nor the response states.
   *
   * @param about the name given to sign in, and the `sub` of who is proved to act
   */
  concerns(about: { readonly signInName?: string; readonly subject?: string }): void {
    this.signInName = about.signInName ?? this.signInName;
    this.subject = about.subject;
  }

  /**
   * Records that the expected event succeeded.
   *
   * @param subject who acted, where only the response of a public method tells
   * @param event the event, where only the response tells it
   */
  succeed(subject?: string, event?: SecurityEventName): void {
    if (!this.names) return;
    const name = event ?? this.names.success;
    this.record({ event: name }, this.routeAddress(), subject ?? this.subject);
  }

  /** Records an error of a handler: as the failure of the expected event, else when it rejects the caller. */
  fail(reason: string, status: number): void {
    const rejects = status === 401 || status === 403;
    const event = this.names?.failure ?? (rejects ? 'request.rejected' : undefined);
    if (event !== undefined) this.record({ event, reason }, this.routeAddress());
  }

  /**
   * Records the failure of the expected event although the caller is told of a success, for a response that must not reveal
   * the failure. A later `succeed` changes nothing.
   *
   * @param reason a stable word
   */
  failSecretly(reason: string): void {
    if (this.names) this.record({ event: this.names.failure, reason }, this.routeAddress());
  }

  /** Records that the request was rejected before its handler. Nobody has vouched for such a caller's headers. */
  reject(reason: string): void {
    const event = this.names?.failure ?? 'request.rejected';
    this.record({ event, reason }, this.callersAddress());
  }

  /** Writes the event, if there is one, on the request's own line, and returns whether there is. */
  writeLine(line: Readonly<Record<string, unknown>>): boolean {
    this.hasLine = true;
    if (!this.recorded || this.isWritten) return false;
    this.isWritten = true;
    securityEvent(this.log, this.recorded, line, 'answered');
    return true;
  }

  private record(
    event: Pick<SecurityEvent, 'event' | 'reason'>,
    clientAddress: string | undefined,
    actorId?: string,
  ): void {
    if (this.recorded) return;
    const { id: requestId } = this.request;
    this.recorded = { ...event, ...this.people(actorId), clientAddress, requestId };
    // A response that waits for another of its connection has no socket, and learns nothing of the connection's end.
    const { raw } = this.reply;
    if (this.hasLine || !raw.socket || raw.socket.destroyed) this.writeAlone();
    else raw.once('close', () => this.writeAlone());
  }

  private writeAlone(): void {
    if (!this.recorded || this.isWritten) return;
    this.isWritten = true;
    const { method, routeOptions } = this.request;
    const { logFields } = this.request as { readonly logFields?: object };
    securityEvent(this.log, this.recorded, { ...logFields, method, route: routeOptions.url });
  }

  /** Targets are of the caller's pool; who signs in is of the app's. */
  private people(actorId?: string): Pick<SecurityEvent, 'actor' | 'target' | 'signInName'> {
    const { caller, targetId, signInName } = this;
    const poolId = caller?.poolId ?? this.log.poolId ?? '';
    const actor = caller?.subject ?? actorId;
    return {
      actor: actor === undefined ? undefined : { poolId, subject: actor },
      target: targetId === undefined ? undefined : { poolId, subject: targetId },
      signInName: signInName === undefined ? undefined : { poolId, name: signInName },
    };
  }

  private get caller(): Caller | undefined {
    return (this.request as { readonly principal?: Caller }).principal;
  }

  /** The address for an event of a method that let its caller in: on a public one, the gateway states it. */
  private routeAddress(): string | undefined {
    if (this.caller || !this.log.isBehindGateway) return this.callersAddress();
    const stated = this.request.headers['x-forwarded-for'];
    return typeof stated === 'string' && isIP(stated) !== 0 ? stated : this.connectionAddress;
  }

  /** The address in the caller's proof; without one, that of the connection. */
  private callersAddress(): string | undefined {
    return this.caller?.transaction?.clientAddress ?? this.connectionAddress;
  }
}
