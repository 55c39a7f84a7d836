import { useResources } from '@gatehouse/test-kit';
import type { RejectionCode } from '../forwarding-error.js';
import { FairQueue, type FairQueueLimits, type QueueTicket } from './fair-queue.js';

const limits: FairQueueLimits = {
  active: 4,
  activePerCaller: 2,
  activeAnonymous: 3,
  waiting: 6,
  waitingPerCaller: 4,
  waitMilliseconds: 60_000,
};
const verified = (key: string) => ({ key, isAnonymous: false });
const anonymous = (key: string) => ({ key, isAnonymous: true });

const resources = useResources();

/** Enters requests by name and records which are granted, in their order. */
class Entrants {
  readonly granted: string[] = [];
  readonly rejected: [string, RejectionCode][] = [];
  readonly tickets = new Map<string, QueueTicket>();

  constructor(readonly queue: FairQueue) {}

  enter(name: string, caller: { key: string; isAnonymous: boolean }): void {
    const ticket = this.queue.enter(caller, {
      granted: () => this.granted.push(name),
      rejected: (code) => this.rejected.push([name, code]),
    });
    if (typeof ticket === 'string') this.rejected.push([name, ticket]);
    else {
      this.tickets.set(name, ticket);
      // A request that waits has a timer.
      resources.add(() => ticket.leave());
      if (ticket.isActive) this.granted.push(name);
    }
  }

  leave(name: string): void {
    this.tickets.get(name)?.leave();
  }
}

describe('FairQueue', () => {
  it('grants as many requests at once as the limit, and no more of one caller than its share', () => {
    const entrants = new Entrants(new FairQueue(limits));
    for (const name of ['a1', 'a2', 'a3']) entrants.enter(name, verified('a'));
    for (const name of ['b1', 'b2', 'b3']) entrants.enter(name, verified('b'));
    expect(entrants.granted).toEqual(['a1', 'a2', 'b1', 'b2']);
    expect(entrants.queue).toMatchObject({ active: 4, waiting: 2 });
  });

  it('lets callers take turns, however many requests one of them has waiting', () => {
    const entrants = new Entrants(new FairQueue({ ...limits, active: 1, activePerCaller: 1 }));
    for (const name of ['a1', 'a2', 'a3', 'a4']) entrants.enter(name, verified('a'));
    entrants.enter('b1', verified('b'));
    entrants.enter('c1', anonymous('c'));
    for (let count = 0; count < 6; count += 1) entrants.leave(entrants.granted[count] ?? '');
    expect(entrants.granted.slice(0, 4).sort()).toEqual(['a1', 'a2', 'b1', 'c1']);
    expect(entrants.granted.slice(4)).toEqual(['a3', 'a4']);
    expect(entrants.queue).toMatchObject({ active: 0, waiting: 0 });
  });

  it('keeps a part of the connections from callers that are not verified', () => {
    const entrants = new Entrants(new FairQueue(limits));
    for (const name of ['x1', 'y1', 'z1', 'w1']) entrants.enter(name, anonymous(name));
    expect(entrants.granted).toEqual(['x1', 'y1', 'z1']);
    entrants.enter('a1', verified('a'));
    expect(entrants.granted).toEqual(['x1', 'y1', 'z1', 'a1']);
    entrants.leave('a1');
    expect(entrants.granted).not.toContain('w1');
    entrants.leave('x1');
    expect(entrants.granted).toContain('w1');
  });

  it('rejects what neither can be served nor may wait, and names the cause', () => {
    const entrants = new Entrants(new FairQueue({ ...limits, active: 1 }));
    for (let index = 0; index < 6; index += 1) entrants.enter(`a${index}`, verified('a'));
    expect(entrants.rejected).toEqual([['a5', 'caller_busy']]);
    for (let index = 0; index < 3; index += 1) entrants.enter(`b${index}`, verified('b'));
    expect(entrants.rejected.slice(1)).toEqual([['b2', 'upstream_busy']]);
  });

  it('rejects a request that has waited too long, and forgets it', async () => {
    const queue = new FairQueue({ ...limits, active: 1, waitMilliseconds: 1 });
    const first = queue.enter(verified('a'), { granted: fail, rejected: fail }) as QueueTicket;
    const code = await new Promise((resolve) => {
      queue.enter(verified('b'), { granted: fail, rejected: resolve });
    });
    expect(code).toBe('upstream_busy');
    expect(queue.waiting).toBe(0);
    first.leave();
    expect(queue.active).toBe(0);
  });

  it('counts a ticket once, whether it leaves twice, waiting or active', () => {
    const entrants = new Entrants(new FairQueue({ ...limits, active: 1 }));
    for (const name of ['a1', 'b1', 'c1']) entrants.enter(name, verified(name));
    entrants.leave('b1');
    entrants.leave('b1');
    entrants.leave('a1');
    entrants.leave('a1');
    expect(entrants.granted).toEqual(['a1', 'c1']);
    entrants.leave('c1');
    expect(entrants.queue).toMatchObject({ active: 0, waiting: 0 });
  });

  it('holds the limits through any sequence of arrivals and departures', () => {
    const entrants = new Entrants(new FairQueue(limits));
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let step = 0; step < 1_000; step += 1) {
      const key = 'abcde'[random(5)] ?? 'a';
      if (random(3) > 0) entrants.enter(`${key}${step}`, { key, isAnonymous: key > 'c' });
      else entrants.leave([...entrants.tickets.keys()][random(entrants.tickets.size || 1)] ?? '');
      expect(entrants.queue.active).toBeLessThanOrEqual(limits.active);
      expect(entrants.queue.waiting).toBeLessThanOrEqual(limits.waiting);
    }
    for (const ticket of entrants.tickets.values()) ticket.leave();
    expect(entrants.queue).toMatchObject({ active: 0, waiting: 0 });
  });
});

function fail(): never {
  throw new Error('unexpected call');
}
