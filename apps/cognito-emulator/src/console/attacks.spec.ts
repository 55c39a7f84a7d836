import { CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { ConsoleDriver, resetToTemplate } from '../spec-support/console-driver.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';
import { actions, pages } from './index.js';
import { consolePath } from './page.js';

describe('the console refuses', () => {
  const resources = useResources();
  let started: StartedEmulator;
  let browser: ConsoleDriver;
  let token: string;
  beforeAll(async () => {
    started = await resources.add(startFixture({ publicUrl: 'http://cognito.test:9500' }));
  });
  beforeEach(async () => {
    await resetToTemplate(started.emulator.url);
    browser = new ConsoleDriver(started.emulator.url);
    token = await browser.token();
  });

  const action = `${consolePath}/faults/service`;
  const form = () => ({ _csrf: token, dark: 'drop', jwks: 'none', throttle: 'none' });
  const send = (fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) =>
    browser.send('POST', action, { form: fields, headers });
  const isDark = () => started.emulator.services.faults.current.dark !== null;

  it.each<Record<string, string>>([
    { host: 'evil.example' },
    { host: '127.0.0.1.evil.example' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ])('everything with %j', async (headers) => {
    for (const { path } of pages) expect((await browser.open(path, headers)).status).toBe(403);
    for (const { path } of actions)
      expect((await browser.send('POST', path, { form: form(), headers })).status).toBe(403);
    expect(isDark()).toBe(false);
  });

  it.each<Record<string, string>>([
    { origin: 'http://localhost:1' },
    { origin: 'http://127.0.0.1:3000' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'none' },
    { cookie: '' },
    { cookie: 'emulator-console=forged' },
    { 'content-type': 'text/plain' },
  ])('a form with %j', async (headers) => {
    const answer = await send(form(), headers);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Nothing has changed.');
    expect(isDark()).toBe(false);
  });

  it('a form without its token, with a forged one, or one that belongs to another browser', async () => {
    const other = await new ConsoleDriver(started.emulator.url).token();
    for (const _csrf of ['', 'forged', `${token}x`, other, token.replace(/\..*/, '.')])
      expect((await send({ ...form(), _csrf })).status).toBe(403);
    expect(isDark()).toBe(false);
  });

  it('every action without a token', async () => {
    for (const { path } of actions) {
      const at = path
        .replace(':poolId', started.pool.id)
        .replace(':clientId', started.client('machine').id);
      const answer = await browser.send('POST', at, { form: { to: 'nothing', sure: 'yes' } });
      expect(answer.status).toBe(403);
      for (const { value } of started.client('machine').secrets)
        expect(answer.text).not.toContain(value);
    }
    expect(started.emulator.services.pools.all()).toHaveLength(1);
  });

  it('to act on GET', async () => {
    for (const { path } of actions) expect((await browser.open(path)).status).toBe(405);
  });

  it('a body that is too large', async () => {
    expect((await send({ ...form(), name: 'x'.repeat(70_000) })).status).toBe(413);
  });

  it('the secret of a client of another pool', async () => {
    const machine = started.client('machine');
    const { UserPool } = await started.sdk.send(new CreateUserPoolCommand({ PoolName: 'other' }));
    const path = `${consolePath}/pools/${UserPool?.Id}/clients/${machine.id}/secrets`;
    const answer = await browser.send('POST', path, { form: { _csrf: token } });
    expect(answer.text).toContain('There is no client of that id.');
    for (const { value } of machine.secrets) expect(answer.text).not.toContain(value);
  });

  it('nothing of what a browser sends for its own page', async () => {
    const { host } = new URL(started.emulator.url);
    const headers = { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
    expect((await send(form(), headers)).status).toBe(303);
    expect(isDark()).toBe(true);
  });
});
