/** @timeoutSeconds 60 */
import {
  callService,
  freePorts,
  type StartedProcess,
  startProcess,
  useResources,
  waitUntil,
} from '@gatehouse/test-kit';
import { createLogger, loadConfig } from '@gatehouse/platform-core';
import { startService } from '@gatehouse/service-kit';
import { compiledProgram } from '@gatehouse/test-kit/internal/compiled-program';
import { sql } from 'drizzle-orm';
import { userServiceConfig } from '../config.js';
import { MailStore } from '../testing/mail-store.js';
import { SmtpSink } from '../testing/smtp-sink.js';
import { testEnvironmentOf } from '../testing/test-config.js';
import { userService } from '../user-service.js';
import { MailQueue } from './mail-queue.js';

const main = new URL('../main.ts', import.meta.url);

describe('the mail of a started user-service', () => {
  const resources = useResources();
  let store: MailStore;
  let sink: SmtpSink;

  beforeEach(async () => {
    [store, sink] = await Promise.all([
      resources.add(MailStore.start(process.env.TEST_DATABASE_URL!)),
      resources.add(SmtpSink.start()),
    ]);
  });

  const environmentWith = (settings: Record<string, string>) => ({
    ...testEnvironmentOf({ databaseUrl: store.url, migrationUrl: null }),
    LOG_LEVEL: 'debug',
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    MAIL_FROM: 'Acme, Notices <notices@example.com>',
    MAIL_POLL_MILLISECONDS: '50',
    MAIL_TIMEOUT_SECONDS: '10',
    TOTP_ISSUER: 'Acme',
    ...settings,
  });
  const start = async (settings: Record<string, string> = {}) => {
    const lines: string[] = [];
    const config = loadConfig(userServiceConfig, environmentWith(settings));
    const logger = createLogger('user-service', config.LOG_LEVEL, {
      write: (line) => void lines.push(line),
    });
    const { url } = await resources.add(startService(userService, config, { logger }));
    return { url, lines };
  };
  const startAsProcess = async (settings: Record<string, string>) => {
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const service = await resources.add(
      startProcess({
        script: await compiledProgram(main),
        environment: { ...environmentWith(settings), PORT: String(port) },
        readyUrl: `${url}/health/ready`,
      }),
      (started: StartedProcess) => started.stop('SIGKILL'),
    );
    return { service, url };
  };
  const add = async (count = 1) => {
    const queue = new MailQueue(store.repositories[0]!, { isSending: true, maxRows: 1_000 });
    for (let number = 0; number < count; number += 1) {
      await queue.add({ kind: 'factor_added', factor: 'totp', to: `user-${number}@example.com` });
    }
  };
  const received = (count: number) =>
    waitUntil(() => sink.mails.length >= count, {
      what: `${count} mails`,
      withinMilliseconds: 40_000,
    });
  /** A server that accepts nothing until it is released. */
  const heldSink = () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    sink.react = () => released.then(() => 'accept');
    return release;
  };

  it('is a plain text from the configured sender to one recipient, and in no line of the log', async () => {
    await add();
    const { url, lines } = await start();
    await received(1);
    const [mail] = sink.mails;
    expect(mail).toMatchObject({ from: 'notices@example.com', to: 'user-0@example.com' });
    const [head = '', body = ''] = mail!.message.split('\r\n\r\n');
    expect(head).toContain('From: "Acme, Notices" <notices@example.com>');
    expect(head).toContain('To: user-0@example.com');
    expect(head).toContain('Subject: A second factor was added (Acme)');
    expect(head).toMatch(/^Message-ID: <[0-9a-f-]{36}@example\.com>$/m);
    expect(head).toContain('Auto-Submitted: auto-generated');
    expect(head).toContain('Content-Type: text/plain; charset=utf-8');
    expect(body).toContain('accepts an authenticator app as a second factor');
    expect(await callService(url, 'GET /health/ready')).toMatchObject({
      body: { status: 'ok', checks: { mail: true } },
    });
    expect(lines.join('')).toContain('mail');
    expect(lines.join('')).not.toMatch(/@example\.com|authenticator/);
  });

  it('is sent again after a kill in the middle, with the same Message-ID, and nothing is lost', async () => {
    await add(6);
    const release = heldSink();
    const { service } = await startAsProcess({
      MAIL_CONNECTIONS: '2',
      MAIL_TIMEOUT_SECONDS: '1',
    });
    await waitUntil(() => sink.attempts > 0, { what: 'an attempt' });
    await service.stop('SIGKILL');
    expect(await store.rows()).toHaveLength(6);
    // The end of the leases, which otherwise takes as long as an attempt may.
    await store.database.run((queries) => queries.execute(sql`UPDATE mail SET due_at = now()`));
    release();
    await start({ MAIL_TIMEOUT_SECONDS: '1' });
    await waitUntil(async () => (await store.rows()).length === 0, {
      what: 'an empty queue',
      withinMilliseconds: 40_000,
    });
    const messageIds = new Set<string | undefined>();
    for (const { message } of sink.mails) {
      messageIds.add(/^Message-ID: (.*)$/m.exec(message)?.[1]);
    }
    expect(messageIds.size).toBe(6);
  });

  it('is finished at SIGTERM where it is being sent, and the rest stays queued', async () => {
    await add(3);
    const release = heldSink();
    const { service, url } = await startAsProcess({ MAIL_CONNECTIONS: '1' });
    await waitUntil(() => sink.attempts > 0, { what: 'an attempt' });
    const stopped = service.stop('SIGTERM');
    const isClosed = () =>
      fetch(url).then(
        () => false,
        () => true,
      );
    await waitUntil(isClosed, { what: 'the end of the server' });
    expect(service.running).toBe(true);
    release();
    expect(await stopped).toBe(0);
    expect(sink.mails).toHaveLength(1);
    expect(await store.rows()).toHaveLength(2);
  });

  it('is reported as degraded, with its cause, while the server accepts none', async () => {
    sink.react = () => ({ code: 451 });
    await add();
    const { url } = await start({ MAIL_REPORT_AFTER_SECONDS: '0' });
    const health = await waitUntil(
      async () => {
        const { status, body } = await callService(url, 'GET /health/ready');
        return (body as { status: string }).status === 'degraded' && { status, body };
      },
      { what: 'a degraded state' },
    );
    expect(health).toMatchObject({ status: 200, body: { causes: { mail: 'server_unavailable' } } });
  });

  it('is not sent in production without SMTP_URL, which is one warning at the start', async () => {
    const { lines } = await start({
      NODE_ENV: 'production',
      SMTP_URL: '',
      MAIL_FROM: '',
      SECURITY_LOG_KEY: 'k'.repeat(32),
      SEALING_KEY: 'k'.repeat(32),
    });
    const naming = lines.filter((line) => line.includes('SMTP_URL'));
    expect(naming).toEqual([expect.stringContaining('SMTP_URL is absent')]);
  });
});
