import { FakeClock, useResources, waitUntil } from '@gatehouse/test-kit';
import { Logger } from '@nestjs/common';
import { spyOn } from 'jest-mock';
import { sql } from 'drizzle-orm';
import { MailStore } from '../testing/mail-store.js';
import { SmtpSink } from '../testing/smtp-sink.js';
import { mailLimits, type MailLimits } from './mail-limits.js';
import { MailQueue } from './mail-queue.js';
import { MailSender } from './mail-sender.js';
import type { MailRow } from './mails.repository.js';
import { sendBySmtp } from './smtp-server.js';

const fast: Partial<MailLimits> = { pollMilliseconds: 50, retryMilliseconds: 20, perSecond: 1_000 };

describe('MailSender', () => {
  const resources = useResources();
  let store: MailStore;
  let sink: SmtpSink;
  let lines: string[];

  beforeAll(async () => {
    store = await resources.add(MailStore.start(process.env.TEST_DATABASE_URL!, { replicas: 2 }));
  });
  beforeEach(async () => {
    await store.clear();
    sink = await resources.add(SmtpSink.start());
    lines = [];
    for (const level of ['error', 'warn', 'log', 'debug'] as const) {
      const spy = spyOn(Logger.prototype, level).mockImplementation((...line: unknown[]) => {
        lines.push(`${level} ${JSON.stringify(line)}`);
      });
      resources.add(() => spy.mockRestore());
    }
  });

  const bySmtp = (mail: MailRow, within: number) =>
    sendBySmtp(
      { host: '127.0.0.1', port: sink.port, isSecure: false },
      { from: 'notices@example.com', to: mail.recipient },
      Buffer.from(`Subject: ${mail.kind}\r\n\r\n${mail.id}\r\n`),
      within,
    );
  const start = (
    limits: Partial<MailLimits> = {},
    { replica = 0, clock = new FakeClock() } = {},
  ) => {
    const sender = new MailSender(store.repositories[replica]!, {
      send: bySmtp,
      limits: { ...mailLimits, ...fast, ...limits },
      isProduction: true,
      clock,
    });
    sender.onApplicationBootstrap();
    resources.add(() => sender.onApplicationShutdown());
    return sender;
  };
  const queue = () => new MailQueue(store.repositories[0]!, { isSending: true, maxRows: 10_000 });
  const add = async (count: number) => {
    for (let number = 0; number < count; number += 1) {
      await queue().add({ kind: 'password_changed', to: `user-${number}@example.com` });
    }
  };
  const emptied = () =>
    waitUntil(async () => (await store.rows()).length === 0, { what: 'an empty queue' });
  const attempts = (count: number) =>
    waitUntil(() => sink.attempts >= count, { what: `${count} attempts` });
  const noAddressIsLogged = () => expect(lines.join()).not.toContain('@');

  it('sends what is queued and removes it', async () => {
    await add(3);
    start();
    await emptied();
    expect(sink.mails.map(({ to }) => to).sort()).toEqual([
      'user-0@example.com',
      'user-1@example.com',
      'user-2@example.com',
    ]);
    noAddressIsLogged();
  });

  it('sends at once what is queued later', async () => {
    const sender = start({ pollMilliseconds: 60_000 });
    const waking = new MailQueue(store.repositories[0]!, {
      isSending: true,
      maxRows: 10,
      onStored: () => sender.wake(),
    });
    await waking.add({ kind: 'passkey_added', to: 'ada@example.com' });
    // now() of the database is rounded to milliseconds, so the row may be due just after the first look.
    const isAttempted = () => {
      sender.wake();
      return sink.attempts > 0;
    };
    await waitUntil(isAttempted, { what: 'an attempt' });
  });

  it('sends each mail once from two senders on one database', async () => {
    await add(60);
    for (const replica of [0, 1]) start({}, { replica });
    await emptied();
    const ids = sink.mails.map(({ message }) => message.split('\r\n')[2]);
    expect(ids).toHaveLength(60);
    expect(new Set(ids).size).toBe(60);
  });

  it('has no more connections and sends no more in a second than it may', async () => {
    await add(9);
    const began = performance.now();
    start({ connections: 2, perSecond: 6 });
    await emptied();
    expect(sink.mostAtOnce).toBeLessThanOrEqual(2);
    // Four full batches of two come before the last mail, each a third of a second.
    expect(performance.now() - began).toBeGreaterThan(4 * (2 / 6) * 1_000 - 50);
  });

  it('retries what is rejected for now, and reports a long outage until it is over', async () => {
    const clock = new FakeClock();
    sink.react = () => ({ code: 451 });
    await add(1);
    const sender = start({}, { clock });
    await attempts(3);
    expect(sender.isHealthy).toBe(true);
    clock.advanceSeconds(60);
    expect(sender.isHealthy).toBe(false);
    sink.react = () => 'accept';
    await emptied();
    expect(sink.mails).toHaveLength(1);
    await waitUntil(() => sender.isHealthy, { what: 'health' });
    const logged = lines.filter((line) => !line.startsWith('debug'));
    expect(logged).toEqual([
      expect.stringMatching(/^warn .*not accepted for now.*"reason":"451"/),
      expect.stringMatching(/^log .*accepted again/),
    ]);
    noAddressIsLogged();
  });

  it('waits twice as long after each failure, up to a bound', async () => {
    sink.react = () => ({ code: 451 });
    await add(1);
    start({ retryMilliseconds: 400_000, maxRetryMilliseconds: 1_000_000, attempts: 100 });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await attempts(attempt);
      const postponed = await waitUntil(
        async () => {
          const [row] = await store.rows();
          const wait = row!.dueAt.getTime() - Date.now();
          return wait > 100_000 && wait;
        },
        { what: 'a later time' },
      );
      waits.push(postponed);
      await store.database.run((queries) => queries.execute(sql`UPDATE mail SET due_at = now()`));
    }
    [400_000, 800_000, 1_000_000, 1_000_000].forEach((most, index) => {
      expect(waits[index]).toBeLessThanOrEqual(most);
      expect(waits[index]).toBeGreaterThan(most * 0.75 - 10_000);
    });
  });

  it('gives a mail up after the last attempt, and logs that without its address', async () => {
    sink.react = () => ({ code: 451 });
    await add(1);
    start({ attempts: 3 });
    await emptied();
    expect(sink.attempts).toBe(3);
    expect(lines).toContainEqual(
      expect.stringMatching(/^error .*given up.*"password_changed","attempts":3,"reason":"451"/),
    );
    noAddressIsLogged();
  });

  it('attempts a mail that is too old once more, and then gives it up', async () => {
    const clock = new FakeClock();
    clock.advanceSeconds(mailLimits.maxAgeMilliseconds / 1_000 + 60);
    sink.react = () => ({ code: 451 });
    await add(1);
    start({}, { clock });
    await emptied();
    expect(sink.attempts).toBe(1);
  });

  it('gives a mail up at once when its recipient is rejected, and is healthy', async () => {
    const clock = new FakeClock();
    sink.rejectRecipient = () => 550;
    await add(1);
    const sender = start({}, { clock });
    await emptied();
    clock.advanceSeconds(3_600);
    expect(sender.isHealthy).toBe(true);
    expect(lines).toContainEqual(expect.stringMatching(/^error .*given up.*"reason":"550"/));
  });

  it('gives up a server that hangs or breaks off, and sends the mail later', async () => {
    const reactions = ['hang', 'drop'] as const;
    sink.react = () => reactions[sink.attempts - 1] ?? 'accept';
    await add(1);
    start({ sendMilliseconds: 300 });
    await emptied();
    expect([sink.attempts, sink.mails.length]).toEqual([3, 1]);
  });

  it('sends the rest when one mail is rejected', async () => {
    sink.rejectRecipient = (address) => (address.startsWith('user-1') ? 550 : undefined);
    await add(4);
    start();
    await emptied();
    expect(sink.mails).toHaveLength(3);
  });

  it('leaves a mail with the sender that took it, and takes it over when the lease has expired', async () => {
    await add(1);
    const [first, second] = store.repositories;
    const taken = await first!.claim(10, 60_000);
    expect(taken).toMatchObject([{ attempts: 1 }]);
    expect(await second!.claim(10, 60_000)).toEqual([]);
    await store.database.run((queries) => queries.execute(sql`UPDATE mail SET due_at = now()`));
    expect(await second!.claim(10, 60_000)).toMatchObject([{ attempts: 2 }]);
    // The first sender is late: it does not shorten the lease of the second.
    await first!.postpone(taken[0]!, 0);
    expect(await first!.claim(10, 60_000)).toEqual([]);
  });

  it('finishes what it is sending when it is shut down, and sends nothing more', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    sink.react = () => released.then(() => 'accept');
    await add(3);
    const sender = start({ connections: 1 });
    await attempts(1);
    const closed = sender.onApplicationShutdown();
    release();
    await closed;
    sender.wake();
    await sender.onApplicationShutdown();
    expect(sink.mails).toHaveLength(1);
    expect(await store.rows()).toHaveLength(2);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])(
    'without a mail server in production (%s) warns %i times and takes nothing',
    async (isProduction, warnings) => {
      await add(1);
      const sender = new MailSender(store.repositories[0]!, { limits: mailLimits, isProduction });
      sender.onApplicationBootstrap();
      sender.wake();
      await sender.onApplicationShutdown();
      expect(await store.rows()).toMatchObject([{ attempts: 0 }]);
      expect(lines.filter((line) => line.startsWith('warn'))).toHaveLength(warnings);
      expect(sender.isHealthy).toBe(true);
    },
  );
});
