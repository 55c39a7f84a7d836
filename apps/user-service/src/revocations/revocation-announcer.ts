import { type Clock, systemClock } from '@gatehouse/auth-core';
import { revocationCapacity, type RevocationMessage } from '@gatehouse/contracts';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { RevocationIncompleteError } from './revocation.errors.js';
import { type RevocationLimits, revocationLimits } from './revocation-limits.js';
import type { RevocationRequest, SessionEnd } from './revocation-plan.js';
import type { RevocationTarget } from './revocation-target.js';
import type {
  RevocationsRepository,
  StoredRevocation,
  StoreRoom,
} from './revocations.repository.js';
import { StoreUsage } from './store-usage.js';
import { TrackedTarget } from './tracked-target.js';

export interface RevocationAnnouncerOptions {
  readonly clock?: Clock;
  /** What every gateway can hold; absent: what the contract says. */
  readonly capacity?: number;
  readonly limits?: Partial<RevocationLimits>;
}

/**
 * Sees to it that every gateway has every revocation in force. A revocation is stored first and sent at once; it is sent
 * again to a gateway that could not be reached or has restarted. Any number of user-services may do so side by side.
 */
export class RevocationAnnouncer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('revocations');
  private readonly targets: readonly TrackedTarget[];
  private readonly usage: StoreUsage;
  private readonly limits: RevocationLimits;
  private timers: readonly NodeJS.Timeout[] = [];

  constructor(
    private readonly repository: RevocationsRepository,
    targets: readonly RevocationTarget[],
    options: RevocationAnnouncerOptions = {},
  ) {
    const { clock = systemClock, capacity = revocationCapacity } = options;
    const limits = { ...revocationLimits, ...options.limits };
    this.limits = limits;
    this.targets = targets.map(
      (target) => new TrackedTarget(target, repository, this.logger, limits),
    );
    this.usage = new StoreUsage((limit) => repository.countInForce(limit), clock, {
      capacity,
      recountMilliseconds: limits.recountMilliseconds,
    });
  }

  onApplicationBootstrap(): void {
    if (this.targets.length === 0) {
      this.logger.warn(
        'sessions that end are told to no gateway: access tokens live until they expire',
      );
    }
    const { catchUpMilliseconds, removeExpiredMilliseconds, watchUsageMilliseconds } = this.limits;
    for (const target of this.targets) target.open();
    this.timers = [
      setInterval(() => void this.catchUp(), catchUpMilliseconds),
      setInterval(() => void this.removeExpired(), removeExpiredMilliseconds),
      setInterval(() => void this.room().catch(() => undefined), watchUsageMilliseconds),
    ];
  }

  /** Whether the store has room and no gateway has been out of reach for long. For health checks. */
  get isHealthy(): boolean {
    return !this.usage.isFull && this.targets.every(({ isReported }) => !isReported);
  }

  /**
   * Stores a revocation. Call `deliver` next: until then no gateway has it.
   *
   * @throws RevocationsFullError when as much is stored as gateways can hold
   * @throws DatabaseUnavailableError
   */
  async store(request: RevocationRequest): Promise<StoredRevocation> {
    const stored = await this.repository.store(request, await this.room());
    if (stored.isNew) this.usage.add(1 - stored.replaced.length);
    return stored;
  }

  /** The stored revocation that ends this session. */
  findEndOf(session: SessionEnd): Promise<RevocationMessage | undefined> {
    return this.repository.findEndOf(session);
  }

  /**
   * Sends a stored revocation to every target, with retries for as long as the caller waits.
   *
   * @throws RevocationIncompleteError when a target does not have it by then; it is sent again later
   */
  async deliver({
    revocation,
    replaced = [],
  }: Pick<StoredRevocation, 'revocation'> & Partial<StoredRevocation>): Promise<void> {
    const signal = AbortSignal.timeout(this.limits.deliveryMilliseconds);
    const delivered = this.targets.map((target) =>
      target.deliver({ revocation, replaced }, signal),
    );
    const late = new Promise<boolean[]>((resolve) => {
      signal.addEventListener('abort', () => resolve([false]), { once: true });
    });
    const outcome = await Promise.race([Promise.all(delivered), late]);
    if (!outcome.every(Boolean)) throw new RevocationIncompleteError();
  }

  /** Sends each target what it lacks. */
  async catchUp(): Promise<void> {
    await Promise.all(this.targets.map((target) => target.catchUp()));
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all(this.targets.map((target) => target.close()));
  }

  private async room(): Promise<StoreRoom> {
    const wasFull = this.usage.isFull;
    const room = await this.usage.room();
    if (this.usage.isFull && !wasFull) {
      this.logger.error('the store of ended sessions is full: further ones are rejected');
    }
    return room;
  }

  private async removeExpired(): Promise<void> {
    try {
      await this.repository.removeExpired();
    } catch (err) {
      this.logger.warn({ msg: 'expired revocations stay for now', err });
    }
  }
}
