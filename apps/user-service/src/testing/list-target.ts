import { type Clock, RevocationList, type RevocableToken } from '@gatehouse/auth-core';
import type { RevocationMessage } from '@gatehouse/contracts';
import type { RevocationTarget } from '../revocations/revocation-target.js';

/** A gateway in memory, with the list that real gateways use. */
export class ListTarget implements RevocationTarget {
  readonly name = 'gateway';
  list: RevocationList;
  /** So many requests fail from now on. */
  failures = 0;
  /** The sizes of the list when it was said to be complete, since the start. */
  completeWith: number[] = [];
  private starts = 1;

  constructor(
    private readonly clock: Clock,
    private readonly maxRevocations: number,
  ) {
    this.list = new RevocationList(clock, { maxRevocations });
  }

  /** Starts again, with nothing in memory. */
  restart(): void {
    this.list = new RevocationList(this.clock, { maxRevocations: this.maxRevocations });
    this.completeWith = [];
    this.starts += 1;
  }

  isRevoked(token: RevocableToken): boolean {
    return this.list.isRevoked(token);
  }

  complete(): Promise<void> {
    this.completeWith.push(this.list.size);
    return Promise.resolve();
  }

  async send(revocations: readonly RevocationMessage[]): Promise<string> {
    await Promise.resolve();
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('unavailable');
    }
    for (const revocation of revocations) this.list.add(revocation);
    return String(this.starts);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
