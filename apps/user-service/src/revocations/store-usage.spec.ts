import { FakeClock } from '@gatehouse/test-kit';
import { maxSessionsOfUser, StoreUsage } from './store-usage.js';

describe('StoreUsage', () => {
  let clock: FakeClock;
  let rows: number;
  let counts: number;
  let usage: StoreUsage;

  const limits = { capacity: 1_000, recountMilliseconds: 5_000 };

  beforeEach(() => {
    clock = new FakeClock();
    [rows, counts] = [0, 0];
    const count = () => {
      counts += 1;
      return Promise.resolve(rows);
    };
    usage = new StoreUsage(count, clock, limits);
  });

  it('allows a user several sessions in a store that is less than half full, then one, then none', async () => {
    rows = 499;
    expect(await usage.room()).toEqual({ maxSessions: maxSessionsOfUser, hasRoom: true });
    usage.add(1);
    expect(await usage.room()).toEqual({ maxSessions: 1, hasRoom: true });
    usage.add(489);
    expect(await usage.room()).toEqual({ maxSessions: 1, hasRoom: true });
    usage.add(1);
    expect(await usage.room()).toEqual({ maxSessions: 0, hasRoom: false });
    expect(usage.isFull).toBe(true);
  });

  it('counts seldom, and once for all that wait', async () => {
    await Promise.all([usage.room(), usage.room(), usage.room()]);
    clock.advanceSeconds(4);
    await usage.room();
    expect(counts).toBe(1);
    clock.advanceSeconds(1);
    await usage.room();
    expect(counts).toBe(2);
  });

  it('has room again when rows have expired', async () => {
    rows = 1_000;
    await usage.room();
    rows = 10;
    clock.advanceSeconds(5);
    expect(await usage.room()).toMatchObject({ hasRoom: true });
    expect(usage.isFull).toBe(false);
  });

  it('fails while the rows cannot be counted, and counts again', async () => {
    let isAvailable = false;
    const failing = new StoreUsage(
      () => (isAvailable ? Promise.resolve(0) : Promise.reject(new Error('no database'))),
      clock,
      limits,
    );
    await expect(failing.room()).rejects.toThrow('no database');
    isAvailable = true;
    expect(await failing.room()).toMatchObject({ hasRoom: true });
  });
});
