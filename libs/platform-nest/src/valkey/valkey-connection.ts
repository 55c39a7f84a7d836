import type { LookupFunction } from 'node:net';
import { createClient, type RedisClientOptions } from '@redis/client';

/** Bounds on a connection to Valkey or Redis, in milliseconds. */
const limits = {
  /** A connection without a byte for so long, although it is pinged more often, is dead. */
  silence: 3_000,
  pingInterval: 1_000,
  firstPause: 50,
  longestPause: 2_000,
} as const;

export interface ValkeyConnectionOptions extends Pick<
  RedisClientOptions,
  'RESP' | 'disableOfflineQueue'
> {
  /** `redis://…` or `rediss://…`. */
  readonly url: string;
  readonly connectTimeoutMilliseconds: number;
  /** Looks the server's name up. Node's own lookup would block threads that every part of a process shares. */
  readonly lookup: LookupFunction;
  /** Called on every new connection, once it accepts commands. */
  readonly onReady: () => void;
  /** Called when a connection cannot be opened or is lost. The client opens another by itself. */
  readonly onError?: (error: Error) => void;
}

/** A connection to Valkey or Redis that is opened again whenever it is lost, until it is closed. */
export class ValkeyConnection {
  readonly client: ReturnType<typeof createClient>;
  private closed = false;
  private readonly onError: (error: Error) => void;

  constructor({
    url,
    connectTimeoutMilliseconds,
    lookup,
    onReady,
    onError = () => undefined,
    ...options
  }: ValkeyConnectionOptions) {
    this.onError = onError;
    this.client = createClient({
      ...options,
      url,
      pingInterval: limits.pingInterval,
      socket: {
        connectTimeout: connectTimeoutMilliseconds,
        lookup,
        socketTimeout: limits.silence,
        reconnectStrategy: (attempt) =>
          Math.min(limits.firstPause * 2 ** attempt, limits.longestPause),
      },
    });
    this.client.on('error', onError);
    this.client.on('ready', onReady);
    // A client that is destroyed while it connects goes on to connect.
    this.client.on('connect', () => {
      if (this.closed) this.client.destroy();
    });
  }

  /** Connects in the background, again and again. */
  open(): void {
    this.client.connect().catch(this.onError);
  }

  get isReady(): boolean {
    return this.client.isReady;
  }

  get isClosed(): boolean {
    return this.closed;
  }

  close(): void {
    this.closed = true;
    this.client.destroy();
  }
}
