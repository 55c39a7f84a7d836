import { oneLookupAtATime } from '@gatehouse/auth-nest';
import {
  decodeRevocation,
  revocationChannel,
  revocationKeyPattern,
  type RevocationMessage,
} from '@gatehouse/contracts';
import type { Logger } from '@gatehouse/platform-core';
import { ValkeyConnection } from '@gatehouse/platform-nest/valkey';
import type { KnownRevocations } from './known-revocations.js';
import { type ValkeyLimits, valkeyLimits } from './valkey-settings.js';

/**
 * Hears of revocations through Valkey or Redis: those published from now on, and, after every connection, those in force.
 * While it is away the gateway serves with what it knows, and says so.
 */
export class ValkeySubscription {
  private readonly connection: ValkeyConnection;
  private loaded = false;
  /** The client renews it by itself on a new connection. */
  private subscribed = false;
  private reported = false;
  private catchingUp = false;
  /** Counts asking to catch up: what was read while somebody asked again may have holes. */
  private asked = 0;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    url: string,
    private readonly revocations: KnownRevocations,
    private readonly logger: Logger,
    private readonly limits: ValkeyLimits = valkeyLimits,
  ) {
    this.connection = new ValkeyConnection({
      url,
      limits,
      lookup: oneLookupAtATime,
      // A RESP2 connection that subscribes can do nothing else.
      RESP: 3,
      onReady: () => this.catchUp(),
      onError: (error) => this.lost(error),
    });
  }

  /** Connects in the background, again and again; the gateway's readiness doesn't wait for it. */
  start(): void {
    this.connection.open();
  }

  /** Whether all revocations in force are known. */
  get isCurrent(): boolean {
    return this.loaded && this.connection.isReady;
  }

  /** Stops reading. This is not an outage, so nothing is logged. */
  close(): void {
    clearTimeout(this.retry);
    this.connection.close();
  }

  /** Listens first and reads then, so that nothing falls in between; tried again until it is done. */
  private catchUp(): void {
    clearTimeout(this.retry);
    this.asked += 1;
    if (!this.catchingUp) void this.readAll();
  }

  private async readAll(): Promise<void> {
    this.catchingUp = true;
    try {
      for (let read = 0; read !== this.asked;) {
        read = this.asked;
        await this.listenAndRead(read);
      }
    } catch (error) {
      if (this.connection.isClosed) return;
      this.lost(error as Error);
      this.retry = setTimeout(() => this.catchUp(), this.limits.retryPauseMilliseconds).unref();
    } finally {
      this.catchingUp = false;
    }
  }

  private async listenAndRead(asked: number): Promise<void> {
    if (!this.connection.isReady) return;
    if (!this.subscribed) {
      await this.connection.client.subscribe(revocationChannel, (text) => this.hear(text));
      this.subscribed = true;
    }
    await this.readKeys();
    if (asked !== this.asked) return;
    if (!this.loaded) this.logger.info({ event: 'revocations.current' }, 'revocations are current');
    this.loaded = true;
    this.reported = false;
  }

  /**
   * Reads on when the list is full: entries that are read later may replace others and make room for the next attempt.
   *
   * @throws RevocationListFullError when at least one did not fit
   */
  private async readKeys(): Promise<void> {
    const errors: Error[] = [];
    const { client } = this.connection;
    const scan = { MATCH: revocationKeyPattern, COUNT: this.limits.keysAtOnce };
    for await (const keys of client.scanIterator(scan)) {
      if (keys.length === 0) continue;
      const texts = await client.mGet(keys);
      try {
        this.take(texts);
      } catch (error) {
        errors.push(error as Error);
      }
    }
    if (errors[0]) throw errors[0];
  }

  private hear(text: string): void {
    try {
      this.take([text]);
    } catch (error) {
      this.lost(error as Error);
      this.catchUp();
    }
  }

  /** @throws RevocationListFullError */
  private take(texts: readonly (string | null)[]): void {
    this.revocations.add(texts.flatMap((text) => this.read(text)));
  }

  /** Whoever can write to Valkey can end sessions, but not stop the gateway. */
  private read(text: string | null): RevocationMessage[] {
    if (text === null) return [];
    try {
      return [decodeRevocation(text)];
    } catch {
      this.logger.error({ event: 'revocations.unreadable' }, 'a revocation cannot be read');
      return [];
    }
  }

  private lost(err: Error): void {
    this.loaded = false;
    if (this.reported || this.connection.isClosed) return;
    this.reported = true;
    const msg = 'Valkey is away: sessions that end now may be served';
    this.logger.error({ event: 'revocations.stale', err }, msg);
  }
}
