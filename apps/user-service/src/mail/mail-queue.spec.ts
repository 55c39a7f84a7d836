import { withTransaction } from '@gatehouse/persistence';
import { useResources } from '@gatehouse/test-kit';
import { Logger } from '@nestjs/common';
import { fn, spyOn } from 'jest-mock';
import { sql } from 'drizzle-orm';
import { MailStore } from '../testing/mail-store.js';
import { MailQueue } from './mail-queue.js';
import { MailsRepository } from './mails.repository.js';
import type { Notice } from './notices.js';

const to = 'ada@example.com';
const passwordChanged: Notice = { kind: 'password_changed', to };

describe('MailQueue', () => {
  const resources = useResources();
  let store: MailStore;
  let lines: string[];

  beforeAll(async () => {
    store = await resources.add(MailStore.start(process.env.TEST_DATABASE_URL!));
  });
  beforeEach(async () => {
    await store.clear();
    lines = [];
    for (const level of ['error', 'warn', 'log', 'debug'] as const) {
      const spy = spyOn(Logger.prototype, level).mockImplementation((...line: unknown[]) => {
        lines.push(`${level} ${JSON.stringify(line)}`);
      });
      resources.add(() => spy.mockRestore());
    }
  });

  const queueOf = (options: { isSending?: boolean; maxRows?: number } = {}) => {
    const onStored = fn();
    const queue = new MailQueue(store.repositories[0]!, {
      isSending: true,
      maxRows: 100,
      onStored,
      ...options,
    });
    return { queue, onStored };
  };

  it('stores a notice with its time and factor, and wakes the sender', async () => {
    const at = new Date('2026-11-30T09:05:59.123Z');
    const { queue, onStored } = queueOf();
    await queue.add({ kind: 'factor_added', factor: 'sms', to, at });
    expect(await store.rows()).toMatchObject([
      { kind: 'factor_added', factor: 'sms', recipient: to, happenedAt: at, attempts: 0 },
    ]);
    expect(onStored).toHaveBeenCalledTimes(1);
  });

  it('stores a notice with the transaction of its caller, or not at all', async () => {
    const { queue, onStored } = queueOf();
    await withTransaction(store.database, (queries) => queue.add(passwordChanged, queries));
    expect(await store.rows()).toHaveLength(1);
    const failing = withTransaction(store.database, async (queries) => {
      await queue.add(passwordChanged, queries);
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await store.rows()).toHaveLength(1);
    expect(onStored).not.toHaveBeenCalled();
  });

  it('does not undo the transaction of its caller when it fails', async () => {
    const { queue } = queueOf();
    const invalid = { kind: 'no_such_kind', to, at: new Date(NaN) } as unknown as Notice;
    await withTransaction(store.database, async (queries) => {
      await queries.execute(sql`INSERT INTO mail_pauses VALUES ('kept', now())`);
      await queue.add({ ...invalid }, queries);
    });
    expect(await store.pauses()).toMatchObject([{ key: 'kept' }]);
    expect(await store.rows()).toEqual([]);
    expect(lines).toEqual([expect.stringMatching(/^error .*not queued/)]);
    expect(lines.join()).not.toContain(to);
  });

  it('never fails, and logs without the address, when the database is unavailable', async () => {
    const closed = await MailStore.start(process.env.TEST_DATABASE_URL!);
    await closed.close();
    const queue = new MailQueue(new MailsRepository(closed.database), {
      isSending: true,
      maxRows: 100,
    });
    await queue.add(passwordChanged);
    expect(lines).toEqual([
      expect.stringContaining('"kind":"password_changed","reason":"database_unavailable"'),
    ]);
    expect(lines.join()).not.toContain(to);
  });

  it.each(['', 'ada', 'ada@example.com\r\nBcc: eve@example.com', 'ada@example.com, b@example.com'])(
    'does not store a notice to %j',
    async (address) => {
      await queueOf().queue.add({ kind: 'passkey_added', to: address });
      expect(await store.rows()).toEqual([]);
      expect(lines).toEqual([expect.stringContaining('"reason":"invalid_address"')]);
    },
  );

  it('drops and logs further notices when it is full, and recovers', async () => {
    const { queue } = queueOf({ maxRows: 2 });
    for (let count = 0; count < 3; count += 1) await queue.add(passwordChanged);
    expect(await store.rows()).toHaveLength(2);
    expect(queue.isFull).toBe(true);
    expect(lines).toEqual([expect.stringContaining('"reason":"queue_full"')]);
    await store.clear();
    await queue.add(passwordChanged);
    expect(queue.isFull).toBe(false);
  });

  it('stores nothing without a mail server, and logs the kind alone at debug', async () => {
    await queueOf({ isSending: false }).queue.add(passwordChanged);
    expect(await store.rows()).toEqual([]);
    expect(lines).toEqual([expect.stringMatching(/^debug .*"kind":"password_changed"/)]);
    expect(lines.join()).not.toContain(to);
  });

  describe('sign_up_attempted', () => {
    const attempt = (address = to): Notice => ({ kind: 'sign_up_attempted', to: address });

    it('is stored once an hour for an address in any case, also by attempts at once', async () => {
      const { queue } = queueOf();
      await Promise.all(Array.from({ length: 8 }, () => queue.add(attempt())));
      await queue.add(attempt('ADA@example.com'));
      await queue.add(attempt('eve@example.com'));
      const recipients = (await store.rows()).map(({ recipient }) => recipient);
      expect(recipients.sort()).toEqual([to, 'eve@example.com']);
      expect(JSON.stringify(await store.pauses())).not.toContain('example.com');
    });

    it('is stored again after an hour, and pauses that are over are removed', async () => {
      const { queue } = queueOf();
      await queue.add(attempt());
      const [pause] = await store.pauses();
      const minutes = (pause!.until.getTime() - Date.now()) / 60_000;
      expect(minutes).toBeGreaterThan(58);
      expect(minutes).toBeLessThan(61);
      await store.database.run((queries) =>
        queries.execute(sql`UPDATE mail_pauses SET until = now() - interval '1 second'`),
      );
      await queue.add(attempt());
      expect(await store.rows()).toHaveLength(2);
      await store.repositories[0]!.removeExpiredPauses();
      expect(await store.pauses()).toHaveLength(1);
      await store.database.run((queries) =>
        queries.execute(sql`UPDATE mail_pauses SET until = now()`),
      );
      await store.repositories[0]!.removeExpiredPauses();
      expect(await store.pauses()).toEqual([]);
    });
  });
});
