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
