import { readFileSync } from 'node:fs';
import { describeSettings, loadConfig } from '@gatehouse/platform-core';
import { emulatorConfig, serverLimitsOf } from './config.js';
import { serverLimits } from './http/server-limits.js';
import { startServer } from './server.js';

describe('the limits of the server', () => {
  const load = (environment: Record<string, string>) => loadConfig(emulatorConfig, environment);

  it('have defaults, and are those that are set', () => {
    expect(serverLimitsOf(load({}))).toEqual(serverLimits);
    const config = load({
      REQUEST_HEAD_BYTES: '2048',
      REQUEST_HEADER_FIELDS: '11',
      REQUEST_HEAD_TIMEOUT_SECONDS: '12',
      REQUEST_TIMEOUT_SECONDS: '13',
      KEEP_ALIVE_TIMEOUT_SECONDS: '14',
      EMULATOR_CLOSE_SECONDS: '0',
    });
    expect(serverLimitsOf(config)).toEqual({
      headBytes: 2_048,
      headerFields: 11,
      headMilliseconds: 12_000,
      requestMilliseconds: 13_000,
      idleMilliseconds: 14_000,
      closingMilliseconds: 0,
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
  ])('reject %s of %j', (name, value) => {
    expect(() => load({ [name]: value })).toThrow(`\n  ${name}: must be`);
  });

  it('hold for a started emulator', async () => {
    const limits = serverLimitsOf(
      load({ REQUEST_HEAD_BYTES: '1024', EMULATOR_CLOSE_SECONDS: '0' }),
    );
    const emulator = await startServer({ limits });
    const request = (headers: Record<string, string>) =>
      fetch(`${emulator.url}/health`, { headers });
    expect((await request({})).status).toBe(200);
    expect((await request({ padding: 'a'.repeat(1_024) })).status).toBe(431);
    await emulator.close();
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
