import { Resources, useResources } from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import type { UserDatabase } from '../profiles/profiles.repository.js';
import { RevocationsRepository } from '../revocations/revocations.repository.js';
import { openUserDatabase } from '../testing/user-database.js';
import { type ActiveSession, SessionsRepository } from './sessions.repository.js';
import { sessions } from './sessions.table.js';

const poolId = 'eu-west-1_TestPool1';
const hour = 3_600_000;

describe('SessionsRepository', () => {
  const resources = useResources();
  let database: UserDatabase;
  let repository: SessionsRepository;
  let sub: string;

  beforeAll(async () => {
    const opened = resources.add(new Resources());
    ({ database } = await openUserDatabase(opened, process.env.TEST_DATABASE_URL!));
    repository = new SessionsRepository(database);
  });
  beforeEach(() => (sub = randomUUID()));

  const session = (more: Partial<ActiveSession> = {}): ActiveSession => ({
    ...{ poolId, sub, originJti: randomUUID(), userAgent: 'Firefox' },
    startedAt: new Date(Date.now() - hour),
    expiresAt: new Date(Date.now() + hour),
    ...more,
  });
  const ids = async () => (await repository.list({ poolId, sub })).map((row) => row.originJti);

  it('keeps the hundred that were active last', async () => {
    const all = Array.from({ length: 102 }, () => session());
    for (const one of all) expect(await repository.record(one)).toBe('stored');
    const left = await ids();
    expect(left).toHaveLength(100);
    expect(left).toContain(all.at(-1)?.originJti);
    expect(left).not.toContain(all[0]?.originJti);
  });

  it('keeps the last agent that was sent, and the beginning of the session', async () => {
    const one = session();
    await repository.record(one);
    await repository.record({ ...one, userAgent: 'Phone', startedAt: new Date() });
    await repository.record({ ...one, userAgent: null });
    const { startedAt } = one;
    expect(await repository.list({ poolId, sub })).toMatchObject([
      { userAgent: 'Phone', startedAt },
    ]);
  });

  it('shows no session that has expired, and removes expired ones of anybody', async () => {
    const over = { expiresAt: new Date(Date.now() - 1) };
    const others = Array.from({ length: 12 }, () => session({ ...over, sub: randomUUID() }));
    await database.run((queries) => queries.insert(sessions).values([session(over), ...others]));
    expect(await ids()).toEqual([]);
    await repository.record(session());
    await repository.record(session());
    const rows = await database.run((queries) => queries.select().from(sessions));
    expect(rows.filter(({ expiresAt }) => expiresAt.getTime() < Date.now())).toEqual([]);
  });

  const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

  it.each([
    ['session', (one: ActiveSession) => ({ originJti: one.originJti, startedAt: 1 })],
    ['earlier_sessions', (one: ActiveSession) => ({ startedUntil: seconds(one.startedAt) })],
    ['user', (one: ActiveSession) => ({ issuedUntil: seconds(one.startedAt) })],
  ] as const)('drops what a revocation of the kind %s ends, for good', async (kind, concerns) => {
    const startedAt = new Date(1_700_000_000_000);
    const ended = session({ startedAt });
    const later = session({ startedAt: new Date(1_700_000_001_000) });
    const other = session({ startedAt, sub: randomUUID() });
    for (const one of [ended, later, other]) await repository.record(one);
    const expiresAt = seconds(new Date()) + 3600;
    const request = { kind, poolId, subject: sub, expiresAt, ...concerns(ended) };
    await new RevocationsRepository(database).store(
      request as Parameters<RevocationsRepository['store']>[0],
      { maxSessions: 100, hasRoom: true },
    );
    expect(await ids()).toEqual([later.originJti]);
    expect(await repository.record(ended)).toBe('ended');
    expect(await repository.record(later)).toBe('stored');
    expect(await ids()).toEqual([later.originJti]);
    expect(await repository.list(other)).toHaveLength(1);
  });

  it('never has a session in the list that ends at the same moment', async () => {
    const revocations = new RevocationsRepository(database);
    const all = Array.from({ length: 20 }, () => session());
    const expiresAt = seconds(new Date()) + 3600;
    await Promise.all(
      all.flatMap((one) => [
        repository.record(one),
        revocations.store(
          {
            ...{ kind: 'session', poolId, subject: sub, originJti: one.originJti, expiresAt },
            startedAt: seconds(one.startedAt),
          },
          { maxSessions: 100, hasRoom: true },
        ),
      ]),
    );
    expect(await ids()).toEqual([]);
  });
});
