import type { ErasedUser } from '@gatehouse/contracts';
import { FakeClock } from '@gatehouse/test-kit';
import { Logger } from '@nestjs/common';
import { ErasureFollower } from './erasure-follower.js';

const [ada, eve] = [
  { poolId: 'pool-a', sub: 'ada' },
  { poolId: 'pool-a', sub: 'eve' },
] as const;

/** user-service and the orders, in memory. A set names what fails. */
class Surroundings {
  readonly waiting: ErasedUser[] = [ada, eve];
  readonly anonymized = new Set<string>();
  readonly failing = new Set<string>();

  readonly users = {
    waiting: () => this.step('waiting', () => [...this.waiting]),
    confirm: (items: readonly ErasedUser[]) =>
      this.step('confirm', () => {
        const subs = items.map(({ sub }) => sub);
        this.waiting.splice(0, 2, ...this.waiting.filter(({ sub }) => !subs.includes(sub)));
      }),
  };
  readonly orders = {
    anonymize: ({ sub }: ErasedUser) =>
      this.step(sub, () => {
        this.anonymized.add(sub);
      }),
    forgetOld: () => this.step('forgetOld', () => undefined),
  };

  private async step<Result>(name: string, work: () => Result): Promise<Result> {
    await Promise.resolve();
    if (this.failing.has(name)) throw new Error(`${name} failed`);
    return work();
  }
}

describe('ErasureFollower', () => {
  let around: Surroundings;
  let clock: FakeClock;
  let follower: ErasureFollower;

  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  beforeEach(() => {
    around = new Surroundings();
    clock = new FakeClock();
    follower = new ErasureFollower(around.users, around.orders, { clock });
  });

  it('anonymizes every listed user, then confirms', async () => {
    await follower.run();
    expect([...around.anonymized]).toEqual(['ada', 'eve']);
    expect(around.waiting).toEqual([]);
  });

  it.each(['waiting', 'ada', 'eve', 'confirm', 'forgetOld'])(
    'completes later what failed at the step %s',
    async (step) => {
      around.failing.add(step);
      await follower.run();
      expect(around.waiting.length).toBeGreaterThan(0);
      around.failing.clear();
      await follower.run();
      expect([...around.anonymized].sort()).toEqual(['ada', 'eve']);
      expect(around.waiting).toEqual([]);
    },
  );

  it('confirms the other users when the orders of one cannot be anonymized', async () => {
    around.failing.add('ada');
    await follower.run();
    expect(around.waiting).toEqual([ada]);
  });

  it('never confirms a user whose orders it has not anonymized', async () => {
    around.failing.add('ada').add('eve');
    await follower.run();
    expect(around.waiting).toEqual([ada, eve]);
  });

  it('reports failures that last for five minutes, until a run succeeds', async () => {
    around.failing.add('waiting');
    await follower.run();
    clock.advanceSeconds(299);
    await follower.run();
    expect(follower.isHealthy).toBe(true);
    clock.advanceSeconds(1);
    await follower.run();
    expect(follower.isHealthy).toBe(false);
    around.failing.clear();
    await follower.run();
    expect(follower.isHealthy).toBe(true);
  });

  it('begins with no user after a shutdown', async () => {
    follower.onApplicationBootstrap();
    await follower.onApplicationShutdown();
    await follower.run();
    expect(around.anonymized.size).toBe(0);
  });
});
