import { FakeClock } from '@gatehouse/test-kit';
import { RevocationList, RevocationListFullError } from './revocation-list.js';

const now = 1_800_000_000;
const poolId = 'eu-west-1_TestPool1';
const token = { poolId, subject: 'ada', issuedAt: now - 60, originJti: 'session-1' };
const session = { kind: 'session', poolId, originJti: 'session-1', expiresAt: now + 3600 } as const;
const user = {
  kind: 'user',
  poolId,
  subject: 'ada',
  issuedUntil: now,
  expiresAt: now + 3600,
} as const;

const earlier = {
  kind: 'earlier_sessions',
  poolId,
  subject: 'ada',
  startedUntil: now - 60,
  expiresAt: now + 3600,
} as const;
const sessionOfAda = (originJti: string, startedAt: number) =>
  ({ ...session, originJti, subject: 'ada', startedAt }) as const;

let clock: FakeClock;
let list: RevocationList;

beforeEach(() => {
  clock = new FakeClock(now * 1000);
  list = new RevocationList(clock);
});

describe('RevocationList', () => {
  it('ends the tokens of one session and of no other', () => {
    list.add(session);
    expect(list.isRevoked(token)).toBe(true);
    expect(list.isRevoked({ ...token, originJti: 'session-2' })).toBe(false);
    expect(list.isRevoked({ ...token, originJti: undefined })).toBe(false);
    expect(list.isRevoked({ ...token, poolId: 'eu-west-1_TestPool2' })).toBe(false);
  });

  it('ends what was issued to a user up to a second, and nothing later', () => {
    list.add(user);
    expect(list.isRevoked({ ...token, issuedAt: now })).toBe(true);
    expect(list.isRevoked({ ...token, issuedAt: now + 1 })).toBe(false);
    expect(list.isRevoked({ ...token, subject: 'grace' })).toBe(false);
    expect(list.isRevoked({ ...token, poolId: 'eu-west-1_TestPool2' })).toBe(false);
  });

  it('is not undone by an earlier revocation of the same user that comes late', () => {
    list.add(user);
    list.add({ ...user, issuedUntil: now - 600, expiresAt: now + 10 });
    expect(list.isRevoked({ ...token, issuedAt: now })).toBe(true);
    expect(list.size).toBe(1);
  });

  it('ends the sessions of a user that began up to a second, however late their tokens were issued', () => {
    list.add(earlier);
    const refreshed = { ...token, originJti: 'session-9', issuedAt: now + 600 };
    expect(list.isRevoked({ ...refreshed, authTime: now - 60 })).toBe(true);
    expect(list.isRevoked({ ...refreshed, authTime: now - 59 })).toBe(false);
    expect(list.isRevoked({ ...refreshed, authTime: now - 60, subject: 'grace' })).toBe(false);
    const elsewhere = { ...refreshed, authTime: now - 60, poolId: 'eu-west-1_TestPool2' };
    expect(list.isRevoked(elsewhere)).toBe(false);
  });

  it('ends tokens of that user that do not state when their session began', () => {
    list.add(earlier);
    expect(list.isRevoked({ ...token, originJti: 'session-9', authTime: undefined })).toBe(true);
  });

  it('replaces the sessions that an entry for earlier sessions covers, whichever comes first', () => {
    list.add(sessionOfAda('first', now - 90));
    list.add(sessionOfAda('second', now - 60));
    list.add(sessionOfAda('later', now - 59));
    list.add(session);
    list.add(earlier);
    list.add(sessionOfAda('third', now - 70));
    expect(list.size).toBe(3);
    for (const [originJti, authTime] of [
      ['first', now - 90],
      ['second', now - 60],
      ['later', now - 59],
    ] as const) {
      expect(list.isRevoked({ ...token, originJti, authTime })).toBe(true);
    }
    expect(list.isRevoked({ ...token, originJti: 'other', authTime: now - 59 })).toBe(false);
  });

  it.each([
    ['outlives the entry', { ...sessionOfAda('kept', now - 90), expiresAt: now + 3601 }],
    ['has an unknown beginning', { ...session, originJti: 'kept', subject: 'ada' }],
    ['is of another user', { ...sessionOfAda('kept', now - 90), subject: 'grace' }],
  ])('keeps a session that %s beside an entry for earlier sessions', (_name, kept) => {
    list.add(kept);
    list.add(earlier);
    expect(list.size).toBe(2);
    list.add(kept);
    expect(list.size).toBe(2);
  });

  it('is not undone by an entry for still earlier sessions that comes late', () => {
    const full = new RevocationList(clock, { maxRevocations: 1 });
    full.add(earlier);
    full.add({ ...earlier, startedUntil: now - 600, expiresAt: now + 7200 });
    clock.advanceSeconds(3700);
    expect(full.hasRoom()).toBe(false);
    expect(full.isRevoked({ ...token, authTime: now - 60, issuedAt: now + 3700 })).toBe(true);
  });

  it('accepts an entry for earlier sessions while full when it replaces others', () => {
    const full = new RevocationList(clock, { maxRevocations: 2 });
    full.add(sessionOfAda('first', now - 90));
    full.add(sessionOfAda('second', now - 60));
    expect(full.hasRoom()).toBe(false);
    full.add(earlier);
    expect(full.size).toBe(1);
    expect(full.hasRoom()).toBe(true);
  });

  it('has room again once an entry has expired', () => {
    const small = new RevocationList(clock, { maxRevocations: 1 });
    small.add(sessionOfAda('first', now - 90));
    clock.advanceSeconds(3599);
    expect(small.hasRoom()).toBe(false);
    clock.advanceSeconds(1);
    expect(small.hasRoom()).toBe(true);
    small.add({ ...user, expiresAt: now + 7200 });
    expect(small.size).toBe(1);
  });

  it('takes none that is over already', () => {
    list.add({ ...session, expiresAt: now });
    expect(list.size).toBe(0);
  });

  it('forgets the expired, and only them, when it needs room', () => {
    const small = new RevocationList(clock, { maxRevocations: 2 });
    small.add({ ...session, expiresAt: now + 10 });
    small.add(user);
    clock.advanceSeconds(11);
    small.add({ ...session, originJti: 'session-2' });
    expect(small.size).toBe(2);
    expect(small.isRevoked({ ...token, originJti: 'session-2' })).toBe(true);
    expect(small.isRevoked({ ...token, issuedAt: now, originJti: 'x' })).toBe(true);
  });

  it('refuses one more than fits instead of losing another', () => {
    const full = new RevocationList(clock, { maxRevocations: 1 });
    full.add(session);
    expect(() => full.add(user)).toThrow(RevocationListFullError);
    expect(full.isRevoked(token)).toBe(true);
    full.add(session);
  });
});
