import { type Clock, type Logger, systemClock } from '@gatehouse/platform-core';
import type { RejectionCode } from './forwarding-error.js';

export interface SaturationLimits {
  /** A rejection shows in health for this long, so that a probe every few seconds notices it. */
  readonly shownMilliseconds: number;
  /** An overload writes one line per interval, with the number of requests it rejected. */
  readonly logIntervalMilliseconds: number;
}

/** Counts the requests rejected because something is used up, and reports that in the log and in health. */
export class Saturation {
  /** Rejected requests since the start, by cause. */
  readonly rejected: Partial<Record<RejectionCode, number>> = {};
  private last: { readonly code: RejectionCode; readonly at: number } | undefined;
  private loggedAt = -Infinity;
  private unlogged = 0;

  constructor(
    private readonly resource: string,
    private readonly logger: Logger,
    private readonly limits: SaturationLimits,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Counts a rejection that says nothing about the load, such as that of one slow caller. */
  count(code: RejectionCode): void {
    this.rejected[code] = (this.rejected[code] ?? 0) + 1;
  }

  /** @param usage how much of the resource is in use, for the log */
  record(code: RejectionCode, usage: Readonly<Record<string, number>>): void {
    const now = this.clock.nowMilliseconds();
    this.count(code);
    this.last = { code, at: now };
    this.unlogged += 1;
    if (Math.abs(now - this.loggedAt) < this.limits.logIntervalMilliseconds) return;
    const { resource, unlogged: requests } = this;
    this.logger.warn(
      { event: 'forwarding.saturated', resource, reason: code, requests, ...usage },
      'requests are rejected because a limit is reached',
    );
    this.loggedAt = now;
    this.unlogged = 0;
  }

  /** The cause of a recent rejection; undefined while there is none. */
  get cause(): RejectionCode | undefined {
    const { last } = this;
    if (!last) return undefined;
    const age = Math.abs(this.clock.nowMilliseconds() - last.at);
    return age < this.limits.shownMilliseconds ? last.code : undefined;
  }
}
