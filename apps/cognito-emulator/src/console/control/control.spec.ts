import { SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { ConsoleDriver, resetToTemplate } from '../../spec-support/console-driver.js';
import { goodPassword } from '../../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../../spec-support/started-emulator.js';
import { faultsPath } from './faults-page.js';
import { keysPath } from './keys-page.js';

describe('the console’s controls', () => {
  const resources = useResources();
  let started: StartedEmulator;
  let browser: ConsoleDriver;
  beforeAll(async () => {
    started = await resources.add(startFixture());
    browser = new ConsoleDriver(started.emulator.url);
  });
  beforeEach(() => resetToTemplate(started.emulator.url));

  const read = async (name: string): Promise<unknown> =>
    (await fetch(`${started.emulator.url}/_emulator/${name}`)).json();
  const faults = (action: string, values: Readonly<Record<string, string>> = {}) =>
    browser.submit(faultsPath, `${faultsPath}/${action}`, values);
  const usual = { dark: null, jwks: null, throttle: false, operations: {} };

  describe('of faults', () => {
    it('make the service fail, say so on every page, and end it', async () => {
      const form = { dark: 'unavailable', jwks: 'drop', throttle: 'some', throttleCount: '3' };
      expect((await faults('service', form)).text).toContain('The faults in force have changed.');
      expect(await read('faults')).toEqual({
        ...usual,
        dark: 'unavailable',
        jwks: 'drop',
        throttle: 3,
      });
      expect((await browser.open('/_emulator')).text).toContain('Throttles the next 3');
      await faults('end');
      expect(await read('faults')).toEqual(usual);
      await faults('service', { dark: 'none', jwks: 'none', throttle: 'all' });
      expect(await read('faults')).toEqual({ ...usual, throttle: true });
    });

    it('set and end rules for an operation', async () => {
      await faults('rules', { name: 'SignUp', effect: 'error', count: '2' });
      await faults('rules', { name: 'token', effect: 'slowMilliseconds', count: '50' });
      await faults('rules', { name: '*', effect: 'throttle' });
      expect(await read('faults')).toMatchObject({
        operations: {
          SignUp: { error: 2 },
          token: { slowMilliseconds: 50 },
          '*': { throttle: true },
        },
      });
      const { text } = await browser.open(faultsPath);
      expect(text).toContain('fails the next 2');
      const form = { _csrf: await browser.token(), name: 'SignUp' };
      await browser.send('POST', `${faultsPath}/rules/end`, { form });
      expect(await read('faults')).not.toMatchObject({ operations: { SignUp: {} } });
    });

    it.each([
      ['rules', { name: 'NoOperation', effect: 'error' }],
      ['rules', { name: '', effect: 'error' }],
      ['rules', { name: 'SignUp', effect: 'explode' }],
      ['rules', { name: 'SignUp', effect: 'error', count: 'many' }],
      ['rules', { name: 'SignUp', effect: 'slowMilliseconds' }],
      ['service', { dark: 'partly', jwks: 'none', throttle: 'none' }],
      ['service', { dark: 'none', jwks: 'none', throttle: 'some' }],
    ])('refuse %s %j, and change nothing', async (action, form) => {
      const answer = await faults(action, form);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('role="alert"');
      expect(await read('faults')).toEqual(usual);
    });
  });

  describe('of the clock', () => {
    const offset = async () => ((await read('clock')) as { offsetSeconds: number }).offsetSeconds;

    it('move it, set it, and set it right', async () => {
      const { text } = await faults('clock/advance', { amount: '-2', unit: 'days' });
      expect(await offset()).toBe(-172_800);
      expect(text).toContain('Clock behind by 2 days');
      await faults('clock/set', { now: '2030-05-06T07:08' });
      expect(JSON.stringify(await read('clock'))).toContain('2030-05-06T07:08:0');
      await faults('clock/right');
      expect(await offset()).toBe(0);
    });

    it.each([
      ['advance', { amount: '1', unit: 'years' }],
      ['advance', { amount: 'a', unit: 'days' }],
      ['advance', { amount: '99999', unit: 'days' }],
      ['set', { now: 'tomorrow' }],
      ['set', { now: '' }],
    ])('refuse %s %j, and leave it', async (action, form) => {
      expect((await faults(`clock/${action}`, form)).status).toBe(400);
      expect(await offset()).toBe(0);
    });
  });

  describe('of keys', () => {
    const rotate = (values: Readonly<Record<string, string>>) =>
      browser.submit(keysPath, `${keysPath}/rotate`, values);
    const keyIds = async () => {
      const [pool] = (await read('keys')) as { keys: { kid: string }[] }[];
      return pool!.keys.map(({ kid }) => kid);
    };

    it('rotate them gracefully, and at once', async () => {
      const before = await keyIds();
      const graceful = await rotate({ poolId: started.pool.id, how: 'gracefully', seconds: '60' });
      expect(graceful.text).toContain('New keys sign tokens from now on.');
      expect(graceful.text).toContain(before[0]);
      expect(await keyIds()).toEqual(expect.arrayContaining(before));
      await rotate({ how: 'at-once' });
      const after = await keyIds();
      for (const kid of before) expect(after).not.toContain(kid);
    });

    it.each<Record<string, string>>([
      { how: 'gracefully', seconds: 'long' },
      { how: 'somehow' },
      { how: 'at-once', poolId: 'eu-west-1_nothing00' },
    ])('refuse %j, and keep them', async (form) => {
      const before = await keyIds();
      expect((await rotate(form)).status).toBe(400);
      expect(await keyIds()).toEqual(before);
    });
  });

  describe('of the reset', () => {
    const reset = (values: Readonly<Record<string, string>>) =>
      browser.submit(keysPath, `${keysPath}/reset`, values);
    const users = () => started.emulator.services.users.count(started.pool.id);
    beforeEach(() =>
      started.sdk.send(
        new SignUpCommand({
          ClientId: started.client('web').id,
          Username: 'ann@example.com',
          Password: goodPassword,
        }),
      ),
    );

    it('go back to the template, or to nothing', async () => {
      const count = users();
      const answer = await reset({ to: 'template', sure: 'yes' });
      expect(answer.text).toContain('Everything is as the template had it.');
      expect(users()).toBe(count - 1);
      await reset({ to: 'nothing', sure: 'yes' });
      expect(await read('pools')).toEqual([]);
      expect((await browser.open('/_emulator')).text).toContain('There are no pools yet.');
    });

    it.each<Record<string, string>>([
      { to: 'template' },
      { to: 'nothing', sure: 'no' },
      { to: 'elsewhere', sure: 'yes' },
    ])('refuse %j without being told so', async (form) => {
      const count = users();
      expect((await reset(form)).status).toBe(400);
      expect(users()).toBe(count);
    });
  });
});
