import type { Caller } from '../caller.js';
import type { RejectionCode } from '../forwarding-error.js';
import type { Ticket } from './fair-queue.js';

export interface StreamLimits {
  /** Most streams at once. */
  readonly open: number;
  /** Of these, most of one caller. */
  readonly openPerCaller: number;
}

/** Bounds the streams: long uploads, event streams, and responses that a caller reads slowly. */
export class StreamSlots {
  open = 0;
  private readonly byCaller = new Map<string, number>();

  constructor(private readonly limits: StreamLimits) {}

  /** @returns the ticket, or why there is no room */
  enter({ key }: Caller): Ticket | RejectionCode {
    const own = this.byCaller.get(key) ?? 0;
    if (own >= this.limits.openPerCaller) return 'caller_too_many_streams';
    if (this.open >= this.limits.open) return 'too_many_streams';
    this.open += 1;
    this.byCaller.set(key, own + 1);
    let hasLeft = false;
    return {
      leave: () => {
        if (hasLeft) return;
        hasLeft = true;
        this.leave(key);
      },
    };
  }

  private leave(key: string): void {
    this.open -= 1;
    const left = (this.byCaller.get(key) ?? 0) - 1;
    if (left > 0) this.byCaller.set(key, left);
    else this.byCaller.delete(key);
  }
}
