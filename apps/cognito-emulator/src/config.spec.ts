import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describeSettings, loadConfig } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { emulatorConfig, emulatorLimitsOf } from './config.js';
import { emulatorLimits } from './emulator-limits.js';
import { startServer } from './server.js';
import { goodPassword } from './spec-support/harness.js';
import { startFixture } from './spec-support/started-emulator.js';
import { temporaryDirectory } from './spec-support/temporary-directory.js';
import { snapshotName } from './store/snapshot.js';

describe('the limits of an emulator', () => {
  const resources = useResources();
  const root = temporaryDirectory();
  const load = (environment: Record<string, string>) => loadConfig(emulatorConfig, environment);

  it('have defaults, and are those that are set', () => {
    expect(emulatorLimitsOf(load({}))).toEqual(emulatorLimits);
    const config = load({
      REQUEST_HEAD_BYTES: '2048',
      REQUEST_HEADER_FIELDS: '11',
      REQUEST_HEAD_TIMEOUT_SECONDS: '12',
      REQUEST_TIMEOUT_SECONDS: '13',
      KEEP_ALIVE_TIMEOUT_SECONDS: '14',
      EMULATOR_CLOSE_SECONDS: '0',
      EMULATOR_OUTBOX_MESSAGES: '15',
      EMULATOR_LOGGED_REQUESTS: '16',
      EMULATOR_JOURNAL_BYTES: '70000',
      EMULATOR_FUNCTION_WORKERS: '17',
      EMULATOR_SMTP_MESSAGE_BYTES: '1800',
      EMULATOR_SMTP_CONNECTIONS: '19',
      EMULATOR_SMTP_RECIPIENTS: '20',
    });
    expect(emulatorLimitsOf(config)).toEqual({
      headBytes: 2_048,
      headerFields: 11,
      headMilliseconds: 12_000,
      requestMilliseconds: 13_000,
      idleMilliseconds: 14_000,
      closingMilliseconds: 0,
      outboxMessages: 15,
      loggedRequests: 16,
      journalBytes: 70_000,
      functionWorkers: 17,
      smtpMessageBytes: 1_800,
      smtpConnections: 19,
      smtpRecipients: 20,
    });
  });

  it.each([
    ['PORT', '0x50'],
    ['HOST', 'http://127.0.0.1'],
    ['EMULATOR_ISSUER', 'google'],
    ['EMULATOR_REQUIRE_PKCE', 'maybe'],
    ['AWS_REGION', 'nowhere'],
    ['REQUEST_HEAD_BYTES', '16k'],
    ['REQUEST_HEADER_FIELDS', '1000'],
    ['REQUEST_HEAD_TIMEOUT_SECONDS', '30'],
    ['REQUEST_TIMEOUT_SECONDS', '3601'],
    ['KEEP_ALIVE_TIMEOUT_SECONDS', '0'],
    ['EMULATOR_CLOSE_SECONDS', '16'],
    ['EMULATOR_SMTP_PORT', '65536'],
    ['EMULATOR_SMTP_RECIPIENTS', '0'],
  ])('reject %s of %j', (name, value) => {
    expect(() => load({ [name]: value })).toThrow(`\n  ${name}: must be`);
  });

  it('hold for a started emulator', async () => {
    const limits = emulatorLimitsOf(
      load({ REQUEST_HEAD_BYTES: '1024', EMULATOR_CLOSE_SECONDS: '0' }),
    );
    const emulator = await startServer({ limits });
    const request = (headers: Record<string, string>) =>
      fetch(`${emulator.url}/health`, { headers });
    expect((await request({})).status).toBe(200);
    expect((await request({ padding: 'a'.repeat(1_024) })).status).toBe(431);
    await emulator.close();
  });

  it('bound the outbox and the log of requests of a started emulator', async () => {
    const limits = emulatorLimitsOf(
      load({ EMULATOR_OUTBOX_MESSAGES: '2', EMULATOR_LOGGED_REQUESTS: '3' }),
    );
    const { emulator, sdk, client } = await resources.add(startFixture({ limits }));
    const names = ['ann', 'ben', 'cleo', 'dan'].map((name) => `${name}@example.com`);
    for (const Username of names) {
      const ClientId = client('web').id;
      await sdk.send(new SignUpCommand({ ClientId, Username, Password: goodPassword }));
    }
    const { outbox, requestLog } = emulator.parts;
    expect(outbox.all().map(({ destination }) => destination)).toEqual(names.slice(2));
    expect(requestLog.all().map(({ number }) => number)).toEqual([2, 3, 4]);
  });

  it.each([
    [1, true],
    [emulatorLimits.journalBytes, false],
  ])('write a snapshot for a journal of more than %d bytes', async (journalBytes, isWritten) => {
    const dataDirectory = join(root, `data-${journalBytes}`);
    const started = await resources.add(startFixture({ dataDirectory, limits: { journalBytes } }));
    const ClientId = started.client('web').id;
    const signUp = { ClientId, Username: 'ann@example.com', Password: goodPassword };
    await started.sdk.send(new SignUpCommand(signUp));
    await started.close();
    expect(readdirSync(dataDirectory).includes(snapshotName)).toBe(isWritten);
  });
});

describe('the page of settings', () => {
  it('lists every setting with its type and meaning, and no other', () => {
    const page = readFileSync(
      new URL('../../../docs/reference/settings.md', import.meta.url),
      'utf8',
    );
    const [, section = ''] = page.split('\n## cognito-emulator\n');
    const [own = ''] = section.split('\n## ');
    const rows = [...own.matchAll(/^\| `(\w+)` \| (.+?) \| .+ \| (.+) \|$/gm)];
    expect(rows.map(([, ...cells]) => cells)).toEqual(
      describeSettings(emulatorConfig).map(({ name, type, description }) => [
        name,
        type,
        description,
      ]),
    );
  });
});
