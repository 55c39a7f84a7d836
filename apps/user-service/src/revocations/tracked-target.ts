import type { RevocationMessage } from '@gatehouse/contracts';
import type { Logger } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import type { RevocationLimits } from './revocation-limits.js';
import type { RevocationTarget } from './revocation-target.js';
import type { RevocationsRepository, StoredRevocation } from './revocations.repository.js';

/**
 * Covers transactions that commit out of order, and clocks that differ. Sending twice changes nothing. Not a setting: with
 * less, a gateway could lack a revocation for ever.
 */
const overlapMilliseconds = 30_000;

/** A target with what it has received so far. */
export class TrackedTarget {
  /** Whether the target has been out of reach for so long that it was reported. */
  isReported = false;
  private instance: string | undefined;
  private syncedUntil = 0;
  private unavailableSince: number | undefined;
  private catchingUp: Promise<boolean> | undefined;

  constructor(
    private readonly target: RevocationTarget,
    private readonly repository: RevocationsRepository,
    private readonly logger: Logger,
    private readonly limits: RevocationLimits,
  ) {}

  open(): void {
    this.target.open?.();
  }

  /**
   * Sends a stored revocation now. When that fails, waits for a catch-up that began after the revocation was stored.
   *
   * @returns whether the target has it
   */
  async deliver(stored: Pick<StoredRevocation, 'revocation' | 'replaced'>, signal: AbortSignal) {
    if (await this.send(stored)) return true;
    while (!signal.aborted) {
      // This one may have begun before the revocation was stored.
      await this.catchingUp;
      if (await this.catchUp()) return true;
      await wait(this.limits.retryPauseMilliseconds, undefined, { signal }).catch(() => undefined);
    }
    return false;
  }

  /**
   * Sends what the target lacks: after an outage what was stored since, after its restart everything in force.
   *
   * @returns whether the target has everything that was stored when this began
   */
  catchUp(): Promise<boolean> {
    this.catchingUp ??= this.sendMissing().finally(() => (this.catchingUp = undefined));
    return this.catchingUp;
  }

  async close(): Promise<void> {
    await this.catchingUp;
    await this.target.close();
  }

  private async send(stored: {
    readonly revocation: RevocationMessage;
    readonly replaced: readonly RevocationMessage[];
  }): Promise<boolean> {
    try {
      await this.target.send([stored.revocation], stored.replaced);
      return true;
    } catch {
      return false;
    }
  }

  private async sendMissing(): Promise<boolean> {
    try {
      await this.sendSince(this.syncedUntil);
      if (this.isReported) this.logger.log({ msg: 'synced again', target: this.target.name });
      this.unavailableSince = undefined;
      this.isReported = false;
      return true;
    } catch (err) {
      this.report(err);
      return false;
    }
  }

  private report(err: unknown): void {
    this.unavailableSince ??= Date.now();
    const duration = Date.now() - this.unavailableSince;
    if (this.isReported || duration < this.limits.reportAfterMilliseconds) return;
    this.isReported = true;
    const msg = 'a gateway does not receive which sessions have ended';
    this.logger.error({ msg, target: this.target.name, err });
  }

  private async sendSince(moment: number): Promise<void> {
    const startedAt = Date.now();
    const since = new Date(Math.max(0, moment - overlapMilliseconds));
    // An empty request returns the name of the target's memory.
    let instance = await this.target.send([]);
    if (instance === this.instance) {
      for await (const part of this.repository.inForce(since)) {
        instance = await this.target.send(part);
      }
    }
    if (instance !== this.instance) {
      for await (const part of this.repository.inForce(new Date(0))) await this.target.send(part);
      await this.target.complete?.();
      this.instance = instance;
    }
    this.syncedUntil = startedAt;
  }
}
