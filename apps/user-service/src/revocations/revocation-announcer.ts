import type { RevocationMessage } from '@gatehouse/contracts';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { RevocationTarget } from './revocation-target.js';
import type { RevocationsRepository } from './revocations.repository.js';
import { ToldTarget } from './told-target.js';

/** How long a gateway that was away, or has started again, may wait to be told. */
const catchUpMilliseconds = 500;
const removeExpiredMilliseconds = 600_000;

/**
 * Sees to it that every gateway knows every revocation in force. One is stored first and told at once; whoever couldn't
 * be told, or has forgotten, is told again. Any number of user-services may do so side by side.
 */
export class RevocationAnnouncer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('revocations');
  private readonly targets: readonly ToldTarget[];
  private timers: readonly NodeJS.Timeout[] = [];

  constructor(
    private readonly repository: RevocationsRepository,
    targets: readonly RevocationTarget[],
  ) {
    this.targets = targets.map((target) => new ToldTarget(target, repository, this.logger));
  }

  onApplicationBootstrap(): void {
    if (this.targets.length === 0) {
      this.logger.warn(
        'sessions that end are told to no gateway: access tokens live until they expire',
      );
    }
    this.timers = [
      setInterval(() => void this.catchUp(), catchUpMilliseconds),
      setInterval(() => void this.removeExpired(), removeExpiredMilliseconds),
    ];
  }

  /**
   * Stores a revocation and tells it.
   *
   * @returns whether every gateway there is has been told already; the others will be
   * @throws DatabaseUnavailableError when it can't be stored, and nothing was told
   */
  async announce(revocation: RevocationMessage): Promise<boolean> {
    await this.repository.add(revocation);
    const told = await Promise.all(this.targets.map((target) => target.tell(revocation)));
    return told.every(Boolean);
  }

  /** Tells all targets what they don't know. */
  async catchUp(): Promise<void> {
    await Promise.all(this.targets.map((target) => target.catchUp()));
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all(this.targets.map((target) => target.close()));
  }

  private async removeExpired(): Promise<void> {
    try {
      await this.repository.removeExpired();
    } catch (err) {
      this.logger.warn({ msg: 'expired revocations stay for now', err });
    }
  }
}
