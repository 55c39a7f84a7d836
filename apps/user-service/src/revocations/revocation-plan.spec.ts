import { RevocationList } from '@gatehouse/auth-core';
import type { RevocationMessage } from '@gatehouse/contracts';
import { FakeClock } from '@gatehouse/test-kit';
import { maxSessionsOfUser } from './store-usage.js';
import { planRevocation, type RevocationRow, type SessionEnd } from './revocation-plan.js';

const now = 1_800_000_000;
const user = { poolId: 'eu-west-1_TestPool1', subject: 'ada' };
const session = (originJti: string, startedAt: number, expiresAt = now + 100): SessionEnd => ({
  kind: 'session',
  ...user,
  originJti,
  startedAt,
  expiresAt,
});
const earlier = (startedUntil: number, expiresAt = now + 100) =>
  ({ kind: 'earlier_sessions', ...user, startedUntil, expiresAt }) as const;
const all = (issuedUntil: number, expiresAt = now + 100) =>
  ({ kind: 'user', ...user, issuedUntil, expiresAt }) as const;
const rows = (...revocations: RevocationMessage[]): RevocationRow[] =>
  revocations.map((revocation, id) => ({ id, revocation }));
const idsOf = (replaced: readonly RevocationRow[]) => replaced.map(({ id }) => id);

describe('planRevocation', () => {
  it('adds a session beside others, up to the limit', () => {
    const request = session('c', now);
    const plan = planRevocation(request, rows(session('a', now - 9), session('b', now - 5)), 3);
    expect(plan).toEqual({ revocation: request, isNew: true, replaced: [] });
  });

  it('replaces all sessions by one entry beyond the limit, which reaches to the last that began', () => {
    const existing = rows(session('a', now - 1), all(now - 20), session('b', now - 5));
    const plan = planRevocation(session('c', now - 3, now + 50), existing, 2);
    expect(plan.revocation).toEqual(earlier(now - 1));
    expect([plan.isNew, idsOf(plan.replaced)]).toEqual([true, [0, 2]]);
  });

  it('merges the entry that is there, and never moves it back', () => {
    const existing = rows(earlier(now - 50, now + 500), session('a', now - 9));
    const plan = planRevocation(session('b', now - 7), existing, 1);
    expect(plan.revocation).toEqual(earlier(now - 7, now + 500));
    expect(idsOf(plan.replaced)).toEqual([0, 1]);
    const late = planRevocation(earlier(now - 90), existing, 1);
    expect(late).toMatchObject({ revocation: earlier(now - 50, now + 500), isNew: false });
  });

  it.each<[string, RevocationMessage]>([
    ['the same session', session('a', now - 9)],
    ['an entry for earlier sessions', earlier(now - 9)],
  ])('changes nothing for a session that %s covers', (_name, row) => {
    const plan = planRevocation(session('a', now - 9), rows(row), 0);
    expect(plan).toEqual({ revocation: row, isNew: false, replaced: [] });
  });

  it('extends what ends a session too early, and leaves sessions that began later alone', () => {
    const request = session('a', now - 9, now + 900);
    const same = planRevocation(request, rows(session('a', now - 9), session('b', now)), 2);
    expect(same).toEqual({
      revocation: request,
      isNew: true,
      replaced: [rows(session('a', now - 9))[0]],
    });
    const entry = planRevocation(request, rows(earlier(now - 5), session('b', now)), 8);
    expect(entry.revocation).toEqual(earlier(now - 5, now + 900));
    expect(idsOf(entry.replaced)).toEqual([0]);
  });

  it('keeps one entry for all tokens of a user, with the latest of its times', () => {
    const existing = rows(all(now - 9, now + 500), all(now - 5), session('a', now));
    const plan = planRevocation(all(now - 7), existing, 8);
    expect(plan.revocation).toEqual(all(now - 5, now + 500));
    expect(idsOf(plan.replaced)).toEqual([0, 1]);
    expect(planRevocation(all(now - 7), rows(all(now - 5)), 8)).toMatchObject({ isNew: false });
  });

  it('keeps nine rows of a user who signs out thousands of times, which end every session', () => {
    const list = new RevocationList(new FakeClock(now * 1000));
    let stored: readonly RevocationRow[] = [];
    for (let number = 0; number < 5_000; number += 1) {
      const end = session(`session-${number}`, now - 5_000 + number);
      const { revocation, replaced } = planRevocation(end, stored, maxSessionsOfUser);
      stored = [...stored.filter((row) => !replaced.includes(row)), { id: number, revocation }];
      expect(stored.length).toBeLessThanOrEqual(maxSessionsOfUser + 1);
    }
    for (const { revocation } of stored) list.add(revocation);
    for (let number = 0; number <= 5_000; number += 1) {
      const token = { ...user, originJti: `session-${number}`, authTime: now - 5_000 + number };
      expect(list.isRevoked({ ...token, issuedAt: now + 600 })).toBe(number < 5_000);
    }
  });

  it('keeps a session whose beginning is unknown', () => {
    const { startedAt: _unknown, ...unknown } = session('a', now);
    const plan = planRevocation(session('b', now), rows(unknown, session('c', now)), 1);
    expect(idsOf(plan.replaced)).toEqual([1]);
  });
});
