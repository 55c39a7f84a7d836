import { FakeClock, useResources } from '@gatehouse/test-kit';
import { Logger } from '@nestjs/common';
import { ListTarget } from '../testing/list-target.js';
import { RevocationStore } from '../testing/revocation-store.js';
import { RevocationIncompleteError, RevocationsFullError } from './revocation.errors.js';
import { RevocationAnnouncer } from './revocation-announcer.js';
import type { RevocationRequest, SessionEnd } from './revocation-plan.js';
import { maxSessionsOfUser } from './store-usage.js';

const poolId = 'eu-west-1_TestPool1';
const now = Math.floor(Date.now() / 1000);
const session = (subject: string, number: number): SessionEnd => ({
  kind: 'session',
  poolId,
  subject,
  originJti: `${subject}-${number}`,
  startedAt: now - 100_000 + number,
  expiresAt: now + 86_400,
});
const tokenOf = ({ originJti, subject, startedAt: authTime }: SessionEnd) =>
  ({ poolId, subject, originJti, authTime, issuedAt: now + 600 }) as const;
/** A token of a session that began with the one given and was not signed out. */
const siblingOf = (end: SessionEnd) => ({ ...tokenOf(end), originJti: 'another' });

describe('RevocationAnnouncer', () => {
  const resources = useResources();
  let store: RevocationStore;
  let clock: FakeClock;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    store = await resources.add(
      RevocationStore.start(process.env.TEST_DATABASE_URL!, { replicas: 2 }),
    );
  });
  beforeEach(async () => {
    clock = new FakeClock();
    await store.clear();
  });

  function announcer(target: ListTarget, { capacity = 1_000, replica = 0 } = {}) {
    const options = { clock, capacity, limits: { deliveryMilliseconds: 50 } };
    return new RevocationAnnouncer(store.repositories[replica]!, [target], options);
  }

  async function announce(by: RevocationAnnouncer, request: RevocationRequest): Promise<void> {
    await by.deliver(await by.store(request));
  }

  it('keeps nine entries of a user who signs out hundreds of times, from several services at once', async () => {
    const gateway = new ListTarget(clock, 50);
    const services = [0, 1].map((replica) => announcer(gateway, { replica }));
    const sessions = Array.from({ length: 400 }, (_, number) => session('ada', number));
    const queue = sessions.entries();
    const signOuts = async () => {
      for (const [index, end] of queue) {
        await announce(services[index % 2]!, end);
        const ofUser = await store.rows();
        expect(ofUser.length).toBeLessThanOrEqual(maxSessionsOfUser + 1);
      }
    };
    await Promise.all(Array.from({ length: 8 }, signOuts));
    expect(gateway.list.size).toBeLessThanOrEqual(maxSessionsOfUser + 1);
    expect(sessions.every((end) => gateway.isRevoked(tokenOf(end)))).toBe(true);
    expect(gateway.isRevoked(tokenOf(session('ada', 400)))).toBe(false);

    const other = session('grace', 0);
    await announce(services[0]!, other);
    expect(gateway.isRevoked(tokenOf(other))).toBe(true);
  });

  it('ends the sessions that began with those that collapse, and none that began later', async () => {
    const gateway = new ListTarget(clock, 20);
    const service = announcer(gateway);
    for (let number = 0; number < maxSessionsOfUser; number += 1) {
      await announce(service, session('ada', number));
      expect(gateway.isRevoked(siblingOf(session('ada', number)))).toBe(false);
    }
    const last = session('ada', maxSessionsOfUser);
    await announce(service, last);
    expect(gateway.isRevoked(siblingOf(last))).toBe(true);
    expect(gateway.isRevoked({ ...siblingOf(last), authTime: last.startedAt + 1 })).toBe(false);
    expect(await store.rows()).toMatchObject([{ kind: 'earlier_sessions' }]);
  });

  it('keeps one entry of a user whose tokens are all ended again and again', async () => {
    const gateway = new ListTarget(clock, 20);
    const service = announcer(gateway);
    for (const issuedUntil of [now - 5, now, now - 3]) {
      const ended = { kind: 'user', poolId, subject: 'ada', issuedUntil } as const;
      await announce(service, { ...ended, expiresAt: issuedUntil + 86_400 });
    }
    expect(await store.rows()).toMatchObject([{ issuedUntil: new Date(now * 1000) }]);
    expect(gateway.isRevoked({ poolId, subject: 'ada', issuedAt: now })).toBe(true);
  });

  it('rejects what a full gateway cannot hold, and recovers after a restart of the gateway', async () => {
    const gateway = new ListTarget(clock, 2);
    const service = announcer(gateway);
    await announce(service, session('ada', 0));
    await announce(service, session('ada', 1));
    await expect(announce(service, session('grace', 0))).rejects.toThrow(RevocationIncompleteError);
    expect(gateway.isRevoked(tokenOf(session('grace', 0)))).toBe(false);

    await store.clear();
    gateway.restart();
    await announce(service, session('grace', 0));
    await announce(service, session('grace', 1));
    expect(gateway.isRevoked(tokenOf(session('grace', 1)))).toBe(true);
  });

  it('delivers a revocation that was stored while a gateway was full', async () => {
    const gateway = new ListTarget(clock, 1);
    const service = announcer(gateway);
    await announce(service, { ...session('ada', 0), expiresAt: now + 60 });
    await expect(announce(service, session('grace', 0))).rejects.toThrow(RevocationIncompleteError);
    clock.advanceSeconds(120);
    await service.catchUp();
    expect(gateway.isRevoked(tokenOf(session('grace', 0)))).toBe(true);
  });

  it('sends everything in force to a gateway that has restarted, sessions without a user too', async () => {
    const gateway = new ListTarget(clock, 20);
    const service = announcer(gateway);
    await store.addWithoutUser(poolId, 'legacy');
    for (let number = 0; number <= maxSessionsOfUser; number += 1) {
      await announce(service, session('ada', number));
    }
    gateway.restart();
    await service.catchUp();
    expect(gateway.list.size).toBe(2);
    expect(gateway.isRevoked(tokenOf(session('ada', 0)))).toBe(true);
    expect(gateway.isRevoked({ ...tokenOf(session('eve', 0)), originJti: 'legacy' })).toBe(true);
  });

  it('tells a gateway that has restarted once it has everything, and not before', async () => {
    const gateway = new ListTarget(clock, 20);
    const service = announcer(gateway);
    const storing = announcer(new ListTarget(clock, 20));
    for (const subject of ['ada', 'ben']) await storing.store(session(subject, 0));
    await service.catchUp();
    await service.catchUp();
    expect(gateway.completeWith).toEqual([2]);
    gateway.restart();
    gateway.failures = 1;
    await service.catchUp();
    expect(gateway.completeWith).toEqual([]);
    await service.catchUp();
    expect(gateway.completeWith).toEqual([2]);
  });

  it('waits for a gateway that is unavailable for a moment', async () => {
    const gateway = new ListTarget(clock, 20);
    const service = new RevocationAnnouncer(store.repositories[0]!, [gateway], {
      clock,
      limits: { deliveryMilliseconds: 60_000 },
    });
    gateway.failures = 2;
    await announce(service, session('ada', 0));
    expect(gateway.isRevoked(tokenOf(session('ada', 0)))).toBe(true);
  });

  it('needs no gateway to store what has ended', async () => {
    const service = new RevocationAnnouncer(store.repositories[0]!, [], { clock });
    await announce(service, session('ada', 0));
    expect(await store.rows()).toHaveLength(1);
  });

  describe('a store of limited capacity', () => {
    const capacity = 100;
    const full = 99;
    let gateway: ListTarget;
    let service: RevocationAnnouncer;

    beforeEach(() => {
      gateway = new ListTarget(clock, capacity);
      service = announcer(gateway, { capacity });
    });

    const fill = async (rows: number) => {
      for (let number = 0; number < rows; number += 1) {
        await announce(service, session(`user-${number}`, 0));
      }
    };

    it('rejects one more user when full, stores nothing, and goes on ending sessions of others', async () => {
      await fill(full);
      await expect(announce(service, session('grace', 0))).rejects.toThrow(RevocationsFullError);
      expect(service.isHealthy).toBe(false);
      expect(await store.rows()).toHaveLength(full);
      await announce(service, session('user-5', 1));
      expect(await store.rows()).toHaveLength(full);
      for (const number of [0, 1]) {
        expect(gateway.isRevoked(tokenOf(session('user-5', number)))).toBe(true);
      }
    });

    it('collapses the second session of a user while it is more than half full', async () => {
      await fill(capacity / 2);
      await announce(service, session('user-5', 1));
      expect(await store.rows()).toHaveLength(capacity / 2);
      await announce(service, session('user-5', 2));
      await announce(service, session('user-5', 3));
      expect(await store.rows()).toHaveLength(capacity / 2);
    });

    it('stores again once there is room', async () => {
      await fill(full);
      await store.clear();
      clock.advanceSeconds(5);
      await announce(service, session('grace', 0));
      expect(service.isHealthy).toBe(true);
    });

    it('counts what other services have stored, and what was stored before a restart', async () => {
      await fill(full);
      const restarted = announcer(gateway, { capacity, replica: 1 });
      await expect(announce(restarted, session('grace', 0))).rejects.toThrow(RevocationsFullError);
    });
  });
});
