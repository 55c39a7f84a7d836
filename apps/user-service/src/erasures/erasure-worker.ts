import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type ErasureLimits, erasureLimits } from './erasure-settings.js';
import { type ErasureParts, ErasureSteps } from './erasure-steps.js';
import type { ErasureRow, ErasureUser } from './erasures.repository.js';

/**
 * Deletes the accounts whose deletion was requested. Any number of user-services may do so side by side: each erasure is
 * claimed for a while by one of them.
 */
export class ErasureWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('erasures');
  private readonly steps: ErasureSteps;
  private readonly limits: ErasureLimits;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isClosing = false;
  private isLate = false;

  constructor(
    private readonly parts: ErasureParts,
    limits: Partial<ErasureLimits> = {},
  ) {
    this.limits = { ...erasureLimits, ...limits };
    this.steps = new ErasureSteps(parts);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), this.limits.intervalMilliseconds);
  }

  /** Lets the erasure in progress end, and begins no other. */
  async onApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Whether every account was deleted in time, as far as the last run saw. For health checks. */
  get isHealthy(): boolean {
    return !this.isLate;
  }

  /**
   * Stores that the account is to be deleted, then disables the user and ends their sessions. When that fails, the worker
   * repeats it.
   *
   * @throws DatabaseUnavailableError, DatabaseError when the request is not stored
   */
  async request(user: ErasureUser): Promise<void> {
    const row = await this.parts.erasures.request(user, this.limits.leaseMilliseconds);
    if (row.sessionsEndedAt === null) {
      await this.attempt(row, () => this.steps.endSessions(row), 0);
    } else {
      await this.attempt(row, () => this.parts.erasures.postpone(row, 0), 0);
    }
  }

  /** Works on what is due, at most as many erasures as a batch has. Calls during a run wait for that run; none fails. */
  run(): Promise<void> {
    this.running ??= this.work().finally(() => (this.running = undefined));
    return this.running;
  }

  private async work(): Promise<void> {
    try {
      for (let count = 0; count < this.limits.batch && !this.isClosing; count += 1) {
        const row = await this.parts.erasures.claim(this.limits.leaseMilliseconds);
        if (!row) break;
        await this.attempt(row, () => this.steps.advance(row), this.limits.retryMilliseconds);
      }
      await this.report();
    } catch (err) {
      this.logger.warn({ msg: 'accounts to be deleted could not be read', err });
    }
  }

  /** A failure is logged, and the erasure is due again after so many milliseconds, or at the end of its lease. */
  private async attempt(
    row: ErasureRow,
    step: () => Promise<void>,
    retryMilliseconds: number,
  ): Promise<void> {
    try {
      await step();
    } catch (err) {
      this.logger.warn({ msg: 'the deletion of an account failed and will be repeated', err });
      const postponed = this.parts.erasures.postpone(row, retryMilliseconds);
      await postponed.catch(() => undefined);
    }
  }

  private async report(): Promise<void> {
    const isLate = await this.parts.erasures.hasOlderThan(this.limits.reportAfterMilliseconds);
    if (isLate && !this.isLate) this.logger.error('the deletion of an account is overdue');
    if (!isLate && this.isLate) this.logger.log('no deletion of an account is overdue any more');
    this.isLate = isLate;
  }
}
