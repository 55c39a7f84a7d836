import { createRequire } from 'node:module';
import type { LookupFunction } from 'node:net';
import type * as Redis from '@redis/client';
import type { ValkeyConnectionLimits } from './valkey-connection-settings.js';

const require = createRequire(import.meta.url);
const firstPauseMilliseconds = 50;
const pingsInSilence = 3;

export interface ValkeyConnectionOptions extends Pick<
  Redis.RedisClientOptions,
  'RESP' | 'disableOfflineQueue'
> {
  /** `redis://…` or `rediss://…`. */
  readonly url: string;
  readonly limits: ValkeyConnectionLimits;
  /** Looks the server's name up. Node's own lookup would block threads that every part of a process shares. */
  readonly lookup: LookupFunction;
  /** Called on every new connection, once it accepts commands. */
  readonly onReady: () => void;
  /** Called when a connection cannot be opened or is lost. The client opens another by itself. */
  readonly onError?: (error: Error) => void;
}

/** A connection to Valkey or Redis that is opened again whenever it is lost, until it is closed. */
export class ValkeyConnection {
  readonly client: ReturnType<typeof Redis.createClient>;
  private closed = false;
  private readonly onError: (error: Error) => void;

  constructor({
    url,
    limits,
    lookup,
    onReady,
    onError = () => undefined,
    ...options
  }: ValkeyConnectionOptions) {
    this.onError = onError;
    // Its hundreds of files take a fifth of the start of an app, most of which run without Valkey.
    const { createClient } = require('@redis/client') as typeof Redis;
    this.client = createClient({
      ...options,
      url,
      pingInterval: Math.floor(limits.silenceMilliseconds / pingsInSilence),
      socket: {
        connectTimeout: limits.connectMilliseconds,
        lookup,
        socketTimeout: limits.silenceMilliseconds,
        reconnectStrategy: (attempt) =>
          Math.min(firstPauseMilliseconds * 2 ** attempt, limits.reconnectPauseMilliseconds),
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
