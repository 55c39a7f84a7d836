import type { Caller } from '../caller.js';
import type { RejectionCode } from '../forwarding-error.js';

export interface FairQueueLimits {
  /** Most requests in progress at once. */
  readonly active: number;
  /** Of these, most of one caller. */
  readonly activePerCaller: number;
  /** Of these, most of callers that are not verified. */
  readonly activeAnonymous: number;
  /** Most requests that wait. */
  readonly waiting: number;
  /** Of these, most of one caller. */
  readonly waitingPerCaller: number;
  /** Longest wait, in milliseconds. */
  readonly waitMilliseconds: number;
}

/** Called when a request that waits need not wait any more: one of the two, once, unless its ticket leaves before. */
export interface TurnListener {
  readonly granted: () => void;
  readonly rejected: (code: RejectionCode) => void;
}

/** A place among the active requests, or one to wait in. */
export interface Ticket {
  /** Gives the place up; a second call changes nothing. */
  leave(): void;
}

export interface QueueTicket extends Ticket {
  readonly isActive: boolean;
}

interface Waiter extends QueueTicket {
  readonly start: () => void;
}

interface CallerLoad {
  readonly key: string;
  readonly isAnonymous: boolean;
  active: number;
  readonly waiting: Set<Waiter>;
}

/**
 * Bounds how many requests are in progress at once, and lets the others wait for a bounded time. Callers take turns, so
 * a caller with a thousand waiting requests delays another by one request and not by a thousand.
 */
export class FairQueue {
  active = 0;
  waiting = 0;
  private activeAnonymous = 0;
  private readonly callers = new Map<string, CallerLoad>();
  /** The callers that wait and may start a request, in the order of their turns. */
  private readonly anonymousTurns = new Set<CallerLoad>();
  private readonly verifiedTurns = new Set<CallerLoad>();
  private isAnonymousNext = false;

  constructor(private readonly limits: FairQueueLimits) {}

  /**
   * Takes a place, or one to wait in.
   *
   * @param listener called only if the ticket is not active yet
   * @returns the ticket, or why there is no place even to wait
   */
  enter(caller: Caller, listener: TurnListener): QueueTicket | RejectionCode {
    const load = this.loadOf(caller);
    if (this.mayStart(load) && this.turnsOf(load).size === 0) return this.activate(load);
    const isCallerBusy = load.waiting.size >= this.limits.waitingPerCaller;
    if (!isCallerBusy && this.waiting < this.limits.waiting) return this.wait(load, listener);
    this.forgetIdle(load);
    return isCallerBusy ? 'caller_busy' : 'upstream_busy';
  }

  private wait(load: CallerLoad, listener: TurnListener): QueueTicket {
    let active: Ticket | undefined;
    const stopWaiting = () => {
      clearTimeout(deadline);
      if (load.waiting.delete(waiter)) this.waiting -= 1;
      this.scheduleTurn(load);
    };
    const waiter: Waiter = {
      isActive: false,
      start: () => {
        // Active before it stops waiting: a caller without either is forgotten.
        active = this.activate(load);
        stopWaiting();
        listener.granted();
      },
      leave: () => {
        if (active) active.leave();
        else stopWaiting();
      },
    };
    const deadline = setTimeout(() => {
      stopWaiting();
      listener.rejected('upstream_busy');
    }, this.limits.waitMilliseconds);
    load.waiting.add(waiter);
    this.waiting += 1;
    this.scheduleTurn(load);
    return waiter;
  }

  private activate(load: CallerLoad): QueueTicket {
    this.count(load, 1);
    let hasLeft = false;
    return {
      isActive: true,
      leave: () => {
        if (hasLeft) return;
        hasLeft = true;
        this.count(load, -1);
        this.scheduleTurn(load);
        this.startNext();
      },
    };
  }

  private count(load: CallerLoad, change: 1 | -1): void {
    load.active += change;
    this.active += change;
    if (load.isAnonymous) this.activeAnonymous += change;
  }

  private startNext(): void {
    for (let load = this.nextLoad(); load; load = this.nextLoad()) {
      const [waiter] = load.waiting;
      // The caller's next turn is after those of all others.
      this.turnsOf(load).delete(load);
      waiter?.start();
    }
  }

  /** Verified and anonymous callers alternate, so neither group starves the other. */
  private nextLoad(): CallerLoad | undefined {
    if (this.active >= this.limits.active) return undefined;
    const isAnonymousFull = this.activeAnonymous >= this.limits.activeAnonymous;
    const [anonymous] = isAnonymousFull ? [] : this.anonymousTurns;
    const [verified] = this.verifiedTurns;
    const next = this.isAnonymousNext ? (anonymous ?? verified) : (verified ?? anonymous);
    this.isAnonymousNext = next === verified;
    return next;
  }

  private mayStart({ active, isAnonymous }: CallerLoad): boolean {
    if (this.active >= this.limits.active || active >= this.limits.activePerCaller) return false;
    return !isAnonymous || this.activeAnonymous < this.limits.activeAnonymous;
  }

  private scheduleTurn(load: CallerLoad): void {
    const turns = this.turnsOf(load);
    if (load.waiting.size === 0 || load.active >= this.limits.activePerCaller) turns.delete(load);
    else turns.add(load);
    this.forgetIdle(load);
  }

  private turnsOf({ isAnonymous }: CallerLoad): Set<CallerLoad> {
    return isAnonymous ? this.anonymousTurns : this.verifiedTurns;
  }

  private loadOf({ key, isAnonymous }: Caller): CallerLoad {
    const known = this.callers.get(key);
    if (known) return known;
    const load = { key, isAnonymous, active: 0, waiting: new Set<Waiter>() };
    this.callers.set(key, load);
    return load;
  }

  private forgetIdle(load: CallerLoad): void {
    if (load.active === 0 && load.waiting.size === 0) this.callers.delete(load.key);
  }
}
