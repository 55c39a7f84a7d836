import type { RevocationMessage } from '@gatehouse/contracts';
import type { Logger } from '@nestjs/common';
import type { RevocationTarget } from './revocation-target.js';
import type { RevocationsRepository } from './revocations.repository.js';

/** Covers transactions that end out of order, and clocks that differ. To be told twice changes nothing. */
const overlapMilliseconds = 30_000;

const reportAfterMilliseconds = 15_000;

/** A target with what it has been told so far. */
export class ToldTarget {
  private instance: string | undefined;
  private toldUntil = 0;
  private awaySince: number | undefined;
  private reported = false;
  private catchingUp: Promise<void> | undefined;

  constructor(
    private readonly target: RevocationTarget,
    private readonly repository: RevocationsRepository,
    private readonly logger: Logger,
  ) {}

  /** Tells one revocation now; when that fails, `catchUp` will. Whether it was told. */
  async tell(revocation: RevocationMessage): Promise<boolean> {
    try {
      await this.target.tell([revocation]);
      return true;
    } catch {
      return false;
    }
  }

  /** Tells whatever it doesn't know yet: after an absence what was added since, after a new start all. */
  catchUp(): Promise<void> {
    this.catchingUp ??= this.tellMissing().finally(() => (this.catchingUp = undefined));
    return this.catchingUp;
  }

  async close(): Promise<void> {
    await this.catchingUp;
    await this.target.close();
  }

  private async tellMissing(): Promise<void> {
    try {
      await this.tellSince(this.toldUntil);
      if (this.reported) this.logger.log({ msg: 'told again', target: this.target.name });
      this.awaySince = undefined;
      this.reported = false;
    } catch (err) {
      this.awaySince ??= Date.now();
      // Processes that start together, or are replaced, are no news.
      if (this.reported || Date.now() - this.awaySince < reportAfterMilliseconds) return;
      this.reported = true;
      const msg = 'cannot be told which sessions have ended';
      this.logger.error({ msg, target: this.target.name, err });
    }
  }

  private async tellSince(moment: number): Promise<void> {
    const startedAt = Date.now();
    const since = new Date(Math.max(0, moment - overlapMilliseconds));
    // Told nothing, it says who it is.
    let instance = await this.target.tell([]);
    if (instance === this.instance) {
      for await (const part of this.repository.inForce(since)) {
        instance = await this.target.tell(part);
      }
    }
    if (instance !== this.instance) {
      for await (const part of this.repository.inForce(new Date(0))) await this.target.tell(part);
      this.instance = instance;
    }
    this.toldUntil = startedAt;
  }
}
