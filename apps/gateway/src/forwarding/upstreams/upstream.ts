import { oneLookupAtATime } from '@gatehouse/auth-nest';
import type { ServerResponse } from 'node:http';
import { type Dispatcher, Pool } from 'undici';
import type { Caller } from '../caller.js';
import { CallerLeftError, ForwardingError, type RejectionCode } from '../forwarding-error.js';
import type { Saturation } from '../saturation.js';
import { FairQueue, type FairQueueLimits, type Ticket } from './fair-queue.js';
import { type StreamLimits, StreamSlots } from './stream-slots.js';

export interface RetryLimits {
  /** How often a request is sent again at most. */
  readonly retries: number;
  /** The pause before the first retry; each further one is longer by as much. */
  readonly pauseMilliseconds: number;
}

export interface UpstreamOptions {
  readonly url: string;
  readonly timeoutMilliseconds: number;
  readonly connectTimeoutMilliseconds: number;
  readonly retries: RetryLimits;
  readonly queue: FairQueueLimits;
  readonly streams: StreamLimits;
  readonly saturation: Saturation;
}

/** The right to use one connection of an upstream. */
export interface Slot {
  /** Gives the connection back. */
  leave(): void;
  /**
   * Counts the exchange as a stream from now on, apart from the short requests.
   *
   * @throws ForwardingError when too many streams are open
   */
  becomeStream(): void;
}

/** A service behind the gateway, with its connections and the limits on their use. */
export class Upstream {
  readonly saturation: Saturation;
  /** Path under which the service is mounted, without a slash at its end. */
  readonly basePath: string;
  readonly retries: RetryLimits;
  private readonly pool: Pool;
  private readonly queue: FairQueue;
  private readonly streams: StreamSlots;

  constructor(options: UpstreamOptions) {
    const { timeoutMilliseconds, connectTimeoutMilliseconds, queue, streams, saturation } = options;
    const { origin, pathname } = new URL(options.url);
    this.retries = options.retries;
    this.basePath = pathname.replace(/\/$/, '');
    this.saturation = saturation;
    this.queue = new FairQueue(queue);
    this.streams = new StreamSlots(streams);
    this.pool = new Pool(origin, {
      // The slots are the limit: a request that has one never waits for a connection.
      connections: queue.active + streams.open,
      pipelining: 1,
      headersTimeout: timeoutMilliseconds,
      bodyTimeout: timeoutMilliseconds,
      connect: {
        timeout: Math.min(timeoutMilliseconds, connectTimeoutMilliseconds),
        lookup: oneLookupAtATime,
      },
    });
  }

  /**
   * Waits for a slot. A long upload takes a stream's at once.
   *
   * @param response ends the wait when its connection closes
   * @throws ForwardingError when there are no free slots in time
   * @throws CallerLeftError
   */
  async enter(caller: Caller, isLong: boolean, response: ServerResponse): Promise<Slot> {
    const ticket = isLong ? this.enterStreams(caller) : await this.enterQueue(caller, response);
    return this.slot(caller, ticket, isLong);
  }

  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.pool.dispatch(options, handler);
  }

  get usage() {
    return { active: this.queue.active, waiting: this.queue.waiting, streams: this.streams.open };
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }

  private async enterQueue(caller: Caller, response: ServerResponse): Promise<Ticket> {
    let granted: () => void = () => undefined;
    let failed: (error: Error) => void = () => undefined;
    const ticket = this.queue.enter(caller, {
      granted: () => granted(),
      rejected: (code) => failed(this.reject(code)),
    });
    if (typeof ticket === 'string') throw this.reject(ticket);
    if (ticket.isActive) return ticket;
    const leave = () => {
      ticket.leave();
      failed(new CallerLeftError());
    };
    response.once('close', leave);
    try {
      await new Promise<void>((resolve, reject) => {
        granted = resolve;
        failed = reject;
      });
      return ticket;
    } finally {
      response.off('close', leave);
    }
  }

  private enterStreams(caller: Caller): Ticket {
    const ticket = this.streams.enter(caller);
    if (typeof ticket === 'string') throw this.reject(ticket);
    return ticket;
  }

  private slot(caller: Caller, first: Ticket, isStream: boolean): Slot {
    let ticket = first;
    let counted = isStream;
    return {
      leave: () => ticket.leave(),
      becomeStream: () => {
        if (counted) return;
        const stream = this.enterStreams(caller);
        counted = true;
        ticket.leave();
        ticket = stream;
      },
    };
  }

  private reject(code: RejectionCode): ForwardingError {
    this.saturation.record(code, this.usage);
    return new ForwardingError(code);
  }
}
