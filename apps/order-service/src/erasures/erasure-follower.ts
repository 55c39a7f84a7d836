import { type Clock, systemClock } from '@gatehouse/auth-core';
import type { ErasedUser } from '@gatehouse/contracts';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { AnonymizationRepository } from './anonymization.repository.js';
import { type ErasureFollowerLimits, erasureFollowerLimits } from './erasure-settings.js';
import type { ErasuresClient } from './erasures-client.js';

/**
 * Anonymizes the orders of users whose account is being deleted, and confirms it to user-service. Any number of
 * order-services may do so side by side. What fails is repeated: user-service lists a user until this is confirmed.
 */
export class ErasureFollower implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('erasures');
  private readonly clock: Clock;
  private readonly limits: ErasureFollowerLimits;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isClosing = false;
  private failingSince: number | undefined;
  private isReported = false;

  constructor(
    private readonly users: Pick<ErasuresClient, 'waiting' | 'confirm'>,
    private readonly orders: Pick<AnonymizationRepository, 'anonymize' | 'forgetOld'>,
    options: { readonly clock?: Clock; readonly limits?: Partial<ErasureFollowerLimits> } = {},
  ) {
    this.clock = options.clock ?? systemClock;
    this.limits = { ...erasureFollowerLimits, ...options.limits };
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), this.limits.intervalMilliseconds);
  }

  /** Lets the user in progress be anonymized, and begins with no other. */
  async onApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Whether it has not been failing for long. For health checks. */
  get isHealthy(): boolean {
    return !this.isReported;
  }

  /** Anonymizes one page of users. Calls during a run wait for that run; none fails. */
  run(): Promise<void> {
    this.running ??= this.work().finally(() => (this.running = undefined));
    return this.running;
  }

  private async work(): Promise<void> {
    try {
      await this.orders.forgetOld();
      const users = await this.users.waiting();
      const { done, error } = await this.anonymize(users);
      if (done.length > 0) await this.users.confirm(done);
      if (error === undefined) this.succeed();
      else this.fail(error);
    } catch (err) {
      this.fail(err);
    }
  }

  /** Users whose orders could not be anonymized hold up no other. */
  private async anonymize(users: readonly ErasedUser[]) {
    const done: ErasedUser[] = [];
    let error: unknown;
    for (const user of users) {
      if (this.isClosing) break;
      try {
        await this.orders.anonymize(user);
        done.push(user);
      } catch (err) {
        error ??= err;
      }
    }
    return { done, error };
  }

  private succeed(): void {
    if (this.isReported) this.logger.log('orders of deleted accounts are anonymized again');
    this.failingSince = undefined;
    this.isReported = false;
  }

  private fail(err: unknown): void {
    const now = this.clock.nowMilliseconds();
    this.failingSince ??= now;
    if (this.isReported || now - this.failingSince < this.limits.reportAfterMilliseconds) return;
    this.isReported = true;
    this.logger.error({ msg: 'orders of deleted accounts are not anonymized', err });
  }
}
