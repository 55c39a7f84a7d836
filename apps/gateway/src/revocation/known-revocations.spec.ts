import { RevocationList, RevocationListFullError } from '@gatehouse/auth-core';
import type { RevocationMessage } from '@gatehouse/contracts';
import { FakeClock } from '@gatehouse/test-kit';
import { KnownRevocations } from './known-revocations.js';
import { OpenRequests } from './open-requests.js';

const now = 1_800_000_000;
const poolId = 'eu-west-1_TestPool1';
const session = (originJti: string, subject: string): RevocationMessage => ({
  kind: 'session',
  poolId,
  originJti,
  subject,
  startedAt: now - 60,
  expiresAt: now + 60,
});
const earlierSessions: RevocationMessage = {
  kind: 'earlier_sessions',
  poolId,
  subject: 'ada',
  startedUntil: now - 60,
  expiresAt: now + 3600,
};

describe('KnownRevocations', () => {
  let clock: FakeClock;
  let revocations: KnownRevocations;

  beforeEach(() => {
    clock = new FakeClock(now * 1000);
    const list = new RevocationList(clock, { maxRevocations: 2 });
    revocations = new KnownRevocations(new OpenRequests(), list);
  });

  const isRevoked = (originJti: string) =>
    revocations.isRevoked({ poolId, subject: 'x', issuedAt: now, authTime: now, originJti });

  it('rejects what does not fit, keeps what it has, and reports that it is full', () => {
    revocations.add([session('1', 'ada'), session('2', 'ada')]);
    expect(() => revocations.add([session('3', 'grace')])).toThrow(RevocationListFullError);
    expect(['1', '2', '3'].map(isRevoked)).toEqual([true, true, false]);
    expect(revocations.isFull).toBe(true);
  });

  it('is not full any more once entries have expired, without being sent another', () => {
    revocations.add([session('1', 'ada'), session('2', 'ada')]);
    clock.advanceSeconds(60);
    expect(revocations.isFull).toBe(false);
  });

  it('adds what fits of a batch, and reports the rest', () => {
    revocations.add([session('1', 'ada'), session('2', 'ada')]);
    const batch = [session('3', 'grace'), earlierSessions, session('4', 'grace')];
    expect(() => revocations.add(batch)).toThrow(RevocationListFullError);
    expect(isRevoked('4')).toBe(true);
    revocations.add([earlierSessions]);
    expect(revocations.isFull).toBe(true);
  });
});
