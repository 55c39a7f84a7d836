import { useResources } from '@gatehouse/test-kit';
import { Logger } from '@nestjs/common';
import { type Crash, ErasureWorld, poolId, service } from '../testing/erasure-world.js';
import type { ErasureUser } from './erasures.repository.js';

const steps = [
  'disable',
  'markSessionsEnded',
  'removeData',
  'find',
  'notice',
  'removeUser',
  'markUserDeleted',
  'remove',
];
const crashes: Crash[] = steps.flatMap((step) => [
  { step, moment: 'before' },
  { step, moment: 'after' },
]);
const nothing = { hasData: false, isErasing: false, hasAccount: false };

describe('ErasureWorker', () => {
  const resources = useResources();
  let world: ErasureWorld;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    world = await resources.add(ErasureWorld.start(process.env.TEST_DATABASE_URL!));
  });
  beforeEach(() => world.clear());

  /** Runs a worker as often as one erasure has stages, with confirmation in between. */
  async function finish(users: readonly ErasureUser[], crash?: Crash): Promise<void> {
    const worker = world.worker(crash);
    for (let run = 0; run < 3 * users.length + 1; run += 1) {
      await worker.run();
      await world.repository().confirm(service, users);
      await world.letTimePass();
    }
  }

  it('ends sessions, waits for services, deletes the profile, and the user last', async () => {
    const user = await world.newUser();
    const worker = world.worker();
    await worker.request(user);
    await worker.run();
    expect(await world.rest(user)).toEqual({ hasData: true, isErasing: true, hasAccount: true });
    expect(world.users.get(user.sub)?.isEnabled).toBe(false);
    await world.repository().confirm(service, [user]);
    await worker.run();
    expect(await world.rest(user)).toEqual({ ...nothing, isErasing: true });
    await worker.run();
    expect((await world.rest(user)).isErasing).toBe(true);
    await world.letTimePass();
    await worker.run();
    expect(await world.rest(user)).toEqual(nothing);
    const expected = ['request', 'disable', 'markSessionsEnded', 'removeData', 'disable'];
    expected.push('find', 'notice', 'removeUser', 'markUserDeleted', 'remove');
    expect(world.steps).toEqual(expected);
    expect(world.notices).toEqual([{ poolId, sub: user.sub, email: `${user.sub}@example.com` }]);
  });

  it.each(crashes.map((crash) => [crash.moment, crash.step, crash] as const))(
    'completes a deletion whose process ended %s the step %s',
    async (_moment, _step, crash) => {
      const [user, other] = [await world.newUser(), await world.newUser()];
      await world.repository().request(user, 0);
      await finish([user], crash);
      if (crash.step !== 'remove') expect((await world.rest(user)).isErasing).toBe(true);
      await finish([user]);
      expect(await world.rest(user)).toEqual(nothing);
      expect(world.notices.length).toBeGreaterThan(0);
      expect(world.steps.indexOf('notice')).toBeLessThan(world.steps.indexOf('removeUser'));
      expect(await world.rest(other)).toEqual({ ...nothing, hasData: true, hasAccount: true });
      expect(world.users.get(other.sub)?.isEnabled).toBe(true);
    },
  );

  it('accepts a request whose sessions could not be ended, and ends them later', async () => {
    const user = await world.newUser();
    await world.worker({ step: 'disable', moment: 'before' }).request(user);
    expect(world.users.get(user.sub)?.isEnabled).toBe(true);
    expect(await world.repository().waitingFor(service, 10)).toEqual([]);
    await world.worker().run();
    expect(world.users.get(user.sub)?.isEnabled).toBe(false);
    expect(await world.repository().waitingFor(service, 10)).toEqual([{ poolId, sub: user.sub }]);
  });

  it('rejects a request that could not be stored', async () => {
    const user = await world.newUser();
    const request = world.worker({ step: 'request', moment: 'before' }).request(user);
    await expect(request).rejects.toThrow('ended');
    expect(world.steps).toEqual([]);
  });

  it('keeps what was done when a request is repeated', async () => {
    const user = await world.newUser();
    const worker = world.worker();
    await worker.request(user);
    await world.repository().confirm(service, [user]);
    await worker.request(user);
    expect(await world.rows()).toMatchObject([{ sub: user.sub, waitingFor: [] }]);
    await worker.run();
    expect((await world.rest(user)).hasAccount).toBe(false);
  });

  it('deletes each user once while two instances work at once', async () => {
    const users = await Promise.all(Array.from({ length: 12 }, () => world.newUser()));
    const limits = { batch: 50, leaseMilliseconds: 60_000 };
    const workers = [0, 1].map((replica) => world.worker(undefined, { replica, limits }));
    const both = () => Promise.all(workers.map((worker) => worker.run()));
    for (const user of users) await world.repository().request(user, 0);
    await both();
    await world.repository().confirm(service, users);
    await both();
    expect(world.users.size).toBe(0);
    expect(world.notices.map(({ sub }) => sub).sort()).toEqual(users.map(({ sub }) => sub).sort());
    await world.letTimePass();
    await both();
    expect(await world.rows()).toEqual([]);
  });

  it('completes the deletion of a user whom the pool no longer has', async () => {
    const user = await world.newUser();
    world.users.delete(user.sub);
    await world.repository().request(user, 0);
    await finish([user]);
    expect(await world.rest(user)).toEqual(nothing);
    expect(world.notices).toEqual([]);
  });

  it('deletes only the profile of a user of another pool', async () => {
    const user = await world.newUser('eu-west-1_OtherPool');
    world.users.set(user.sub, { email: 'ada@example.com', isEnabled: true });
    await world.repository().request(user, 0);
    await finish([user]);
    expect(await world.rest(user)).toEqual({ ...nothing, hasAccount: true });
    expect(world.users.get(user.sub)?.isEnabled).toBe(true);
  });

  it('deletes other users while one waits for a service', async () => {
    const [first, second] = [await world.newUser(), await world.newUser()];
    const worker = world.worker(undefined, { limits: { batch: 10, retryMilliseconds: 60_000 } });
    for (const user of [first, second]) await worker.request(user);
    await world.repository().confirm(service, [second]);
    await worker.run();
    expect((await world.rest(first)).hasAccount).toBe(true);
    expect((await world.rest(second)).hasAccount).toBe(false);
  });

  it('reports an overdue deletion until the user is deleted', async () => {
    const user = await world.newUser();
    const worker = world.worker();
    await worker.request(user);
    await worker.run();
    expect(worker.isHealthy).toBe(true);
    await world.setRequestedAt(new Date(Date.now() - 3_601_000));
    await worker.run();
    expect(worker.isHealthy).toBe(false);
    await world.repository().confirm(service, [user]);
    await worker.run();
    expect(worker.isHealthy).toBe(true);
  });

  it('begins no deletion after a shutdown', async () => {
    const user = await world.newUser();
    const worker = world.worker();
    worker.onApplicationBootstrap();
    await world.repository().request(user, 0);
    await worker.onApplicationShutdown();
    await worker.run();
    expect(world.steps).toEqual([]);
  });

  it('removes a profile that a request in progress created again', async () => {
    const user = await world.newUser();
    await world.repository().request(user, 0);
    await finish([user], { step: 'remove', moment: 'before' });
    await world.storeData(user);
    await finish([user]);
    expect(await world.rest(user)).toEqual(nothing);
  });
});
