import { type Clock, systemClock } from '@gatehouse/auth-core';
import {
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { leaseMarginMilliseconds, type MailLimits } from './mail-limits.js';
import { reasonOf } from './mail-reason.js';
import type { MailRow, MailsRepository } from './mails.repository.js';
import { MailNotAcceptedError } from './smtp-server.js';

export interface MailSenderOptions {
  /** Sends one mail; absent: no mail server is configured, and nothing is sent. Throws MailNotAcceptedError. */
  readonly send?: (mail: MailRow, withinMilliseconds: number) => Promise<void>;
  readonly limits: MailLimits;
  /** Whether it is worth a warning at the start that nothing is sent. */
  readonly isProduction: boolean;
  readonly clock?: Clock;
}

/** How often pauses that are over are removed. Not a setting: it changes nothing but the size of a table. */
const cleanUpMilliseconds = 600_000;

/**
 * Sends queued mail. Any number of senders may do so on one database: each takes rows for as long as an attempt lasts, and
 * removes those that the mail server has accepted. A mail whose sender is killed is sent again, with the same Message-ID.
 */
export class MailSender implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger('mail');
  private readonly clock: Clock;
  private timers: readonly NodeJS.Timeout[] = [];
  private running: Promise<void> | undefined;
  private isDueAgain = false;
  private isStopping = false;
  private failingSince: number | undefined;
  private isFailureLogged = false;

  constructor(
    private readonly repository: MailsRepository,
    private readonly options: MailSenderOptions,
  ) {
    this.clock = options.clock ?? systemClock;
  }

  onApplicationBootstrap(): void {
    const { send, limits, isProduction } = this.options;
    if (!send) {
      if (isProduction) {
        this.logger.warn('SMTP_URL is absent: users are not notified of changes to their accounts');
      }
      return;
    }
    this.timers = [
      setInterval(() => this.wake(), limits.pollMilliseconds),
      setInterval(() => void this.cleanUp(), cleanUpMilliseconds),
    ];
    this.wake();
  }

  /** Begins to send nothing more. What requests in progress still queue waits for the next start. */
  onModuleDestroy(): void {
    this.isStopping = true;
    for (const timer of this.timers) clearInterval(timer);
  }

  /** Finishes what is being sent. */
  async onApplicationShutdown(): Promise<void> {
    this.onModuleDestroy();
    await this.running;
  }

  /** Whether the mail server has accepted mail, as far as there was any, within `reportAfterMilliseconds`. */
  get isHealthy(): boolean {
    if (this.failingSince === undefined) return true;
    const { reportAfterMilliseconds } = this.options.limits;
    return this.clock.nowMilliseconds() - this.failingSince < reportAfterMilliseconds;
  }

  /** Sends what is due, now or after the batch that is being sent. */
  wake(): void {
    this.isDueAgain = true;
    if (this.isStopping || !this.options.send) return;
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  private async run(): Promise<void> {
    while (this.isDueAgain && !this.isStopping) {
      this.isDueAgain = false;
      try {
        while (await this.sendBatch());
      } catch (error) {
        // Readiness reports the database; mail that was accepted and not removed is sent again.
        this.logger.warn({ msg: 'queued mail cannot be read or changed', reason: reasonOf(error) });
      }
    }
  }

  /** @returns whether there may be more that is due */
  private async sendBatch(): Promise<boolean> {
    if (this.isStopping) return false;
    const { connections, perSecond, sendMilliseconds } = this.options.limits;
    const most = Math.min(connections, perSecond);
    const claimed = await this.repository.claim(most, sendMilliseconds + leaseMarginMilliseconds);
    const pause = this.pause((claimed.length / perSecond) * 1_000);
    const outcomes = await Promise.allSettled(claimed.map((mail) => this.sendOne(mail)));
    await pause;
    const failed = outcomes.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
    return claimed.length === most;
  }

  private async sendOne(mail: MailRow): Promise<void> {
    const { send, limits } = this.options;
    try {
      await send?.(mail, limits.sendMilliseconds);
      this.succeed();
      this.logger.debug({ msg: 'a mail was accepted', kind: mail.kind, attempts: mail.attempts });
    } catch (error) {
      return this.retryLater(mail, error);
    }
    await this.repository.remove(mail);
  }

  private async retryLater(mail: MailRow, error: unknown): Promise<void> {
    const { kind, attempts } = mail;
    const reason = reasonOf(error);
    const isPermanent = error instanceof MailNotAcceptedError && error.isPermanent;
    if (isPermanent) this.succeed();
    else this.fail(reason);
    if (isPermanent || this.isExhausted(mail)) {
      this.logger.error({ msg: 'a mail was given up', kind, attempts, reason });
      return this.repository.remove(mail);
    }
    return this.repository.postpone(mail, this.backoff(attempts));
  }

  private isExhausted({ attempts, createdAt }: MailRow): boolean {
    const { attempts: mostAttempts, maxAgeMilliseconds } = this.options.limits;
    const age = this.clock.nowMilliseconds() - createdAt.getTime();
    return attempts >= mostAttempts || age >= maxAgeMilliseconds;
  }

  /** Milliseconds until the next attempt; up to a quarter less at random, so that mails do not all return at once. */
  private backoff(attempts: number): number {
    const { retryMilliseconds, maxRetryMilliseconds } = this.options.limits;
    const doubled = retryMilliseconds * 2 ** Math.min(attempts - 1, 30);
    return Math.min(doubled, maxRetryMilliseconds) * (1 - Math.random() / 4);
  }

  private succeed(): void {
    if (this.isFailureLogged) this.logger.log('mail is accepted again');
    this.isFailureLogged = false;
    this.failingSince = undefined;
  }

  /** Logs the first failure of an outage, as every mail meets the same. */
  private fail(reason: string): void {
    this.failingSince ??= this.clock.nowMilliseconds();
    if (!this.isFailureLogged) this.logger.warn({ msg: 'mail is not accepted for now', reason });
    this.isFailureLogged = true;
  }

  /** Waits, unless the sender is stopping. */
  private async pause(milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds;
    while (!this.isStopping && performance.now() < end) {
      const rest = Math.min(pauseStepMilliseconds, end - performance.now());
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
  }

  private async cleanUp(): Promise<void> {
    try {
      await this.repository.removeExpiredPauses();
    } catch (error) {
      this.logger.warn({ msg: 'expired pauses of mail stay for now', reason: reasonOf(error) });
    }
  }
}

/** How soon a pause ends when the sender is stopping. */
const pauseStepMilliseconds = 100;
