import type { Caller } from '../caller.js';
import type { RejectionCode } from '../forwarding-error.js';
import type { Ticket } from './fair-queue.js';

export interface StreamLimits {
  /** Most streams at once. */
  readonly open: number;
  /** Of these, most of one caller. */
  readonly openPerCaller: number;
  /** Of these, most of callers that are not verified. */
  readonly openAnonymous: number;
}

/** Bounds the streams: long uploads, event streams, and responses that a caller reads slowly. */
export class StreamSlots {
  open = 0;
  private openAnonymous = 0;
  private readonly byCaller = new Map<string, number>();

  constructor(private readonly limits: StreamLimits) {}

  /** @returns the ticket, or why there is no room */
  enter(caller: Caller): Ticket | RejectionCode {
    const own = this.byCaller.get(caller.key) ?? 0;
    if (own >= this.limits.openPerCaller) return 'caller_too_many_streams';
    if (!this.hasRoom(caller)) return 'too_many_streams';
    this.count(caller, 1);
    let hasLeft = false;
    return {
      leave: () => {
        if (hasLeft) return;
        hasLeft = true;
        this.count(caller, -1);
      },
    };
  }

  private hasRoom({ isAnonymous }: Caller): boolean {
    if (this.open >= this.limits.open) return false;
    return !isAnonymous || this.openAnonymous < this.limits.openAnonymous;
  }

  private count({ key, isAnonymous }: Caller, change: 1 | -1): void {
    this.open += change;
    if (isAnonymous) this.openAnonymous += change;
    const own = (this.byCaller.get(key) ?? 0) + change;
    if (own > 0) this.byCaller.set(key, own);
    else this.byCaller.delete(key);
  }
}
