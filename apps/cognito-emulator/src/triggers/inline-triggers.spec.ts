import type { TriggerEvent } from '../domain/triggers.js';
import { InlineTriggers } from './inline-triggers.js';

const event: TriggerEvent = {
  version: '2',
  triggerSource: 'TokenGeneration_Authentication',
  region: 'eu-west-1',
  userPoolId: 'eu-west-1_AbCdEfGhI',
  userName: 'ann',
  callerContext: { awsSdkVersion: 'x', clientId: 'y' },
  request: { userAttributes: { sub: 'ann' } },
  response: {},
};

describe('InlineTriggers', () => {
  let running: InlineTriggers | undefined;
  const printed: string[] = [];
  const all: InlineTriggers[] = [];
  afterEach(() => {
    for (const triggers of all.splice(0)) triggers.close();
  });

  const invoke = (code: string, environment = {}, limitMilliseconds = 5_000) => {
    running = new InlineTriggers([{ arn: 'arn:f', code, handlerName: 'handler', environment }], {
      limitMilliseconds,
      onOutput: (_arn, text) => printed.push(text),
    });
    all.push(running);
    return running.invoke('PreTokenGeneration', 'arn:f', event);
  };
  const failing = (code: string, publicMessage: string) => ({ code, publicMessage });

  it.each([
    ['is async', 'exports.handler = async (event) => ({ got: event.userName })'],
    [
      'gives a promise',
      'module.exports.handler = (event) => Promise.resolve({ got: event.userName })',
    ],
    [
      'calls back',
      'exports.handler = (event, context, callback) => callback(null, { got: event.userName })',
    ],
    [
      'calls back later',
      'exports.handler = (e, c, cb) => { setTimeout(() => cb(null, { got: e.userName }), 5) }',
    ],
    [
      'uses the context',
      'exports.handler = (event, context) => { context.succeed({ got: event.userName }) }',
    ],
    [
      'requires Node',
      "const { join } = require('node:path'); exports.handler = async (e) => ({ got: join(e.userName) })",
    ],
  ])('runs a handler that %s', async (_how, code) => {
    await expect(invoke(code)).resolves.toEqual({ got: 'ann' });
  });

  it.each([
    ['throws', 'exports.handler = () => { throw new Error("not you") }'],
    ['rejects', 'exports.handler = async () => { throw new Error("not you.") }'],
    ['calls back with an error', 'exports.handler = (e, c, cb) => cb(new Error("not you"))'],
    ['fails at loading', 'throw new Error("not you")'],
  ])('passes on the error of a handler that %s', async (_how, code) => {
    await expect(invoke(code)).rejects.toMatchObject(
      failing('UserLambdaValidationException', 'PreTokenGeneration failed with error not you.'),
    );
  });

  it('says when there is no handler, no function or no code that can be read', async () => {
    await expect(invoke('exports.other = 1')).rejects.toMatchObject({
      code: 'UserLambdaValidationException',
    });
    await expect(invoke('this is not code')).rejects.toMatchObject({
      code: 'UserLambdaValidationException',
    });
    await expect(
      new InlineTriggers([]).invoke('PreTokenGeneration', 'arn:g', event),
    ).rejects.toMatchObject({ code: 'UnexpectedLambdaException' });
  });

  it('gives a function nothing of the emulator’s memory and environment', async () => {
    process.env.NOT_FOR_FUNCTIONS = 'secret';
    const code = `globalThis.touched = true; Object.prototype.touched = true;
      exports.handler = async () => ({ names: Object.keys(process.env), own: process.env.OWN })`;
    await expect(invoke(code, { OWN: 'yes' })).resolves.toEqual({ names: ['OWN'], own: 'yes' });
    expect({}).not.toHaveProperty('touched');
    delete process.env.NOT_FOR_FUNCTIONS;
  });

  it('stays warm, and gives events that come at once a place each', async () => {
    const code = `let calls = 0; let busy = false;
      exports.handler = async () => {
        if (busy) throw new Error('two at once');
        busy = true;
        await new Promise((resolve) => setTimeout(resolve, 5));
        busy = false;
        return { calls: ++calls };
      }`;
    await invoke(code);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => running!.invoke('PreTokenGeneration', 'arn:f', event)),
    );
    const calls = (answers as { calls: number }[]).map((answer) => answer.calls);
    expect(Math.max(...calls)).toBeGreaterThanOrEqual(3);
    expect(calls.reduce((sum) => sum + 1, 0)).toBe(12);
  });

  it.each([
    ['exits', 'process.exit(1)', 'Function exited'],
    [
      'eats memory',
      'const all = []; for (;;) all.push(new Array(1e6).fill(0))',
      'Function crashed',
    ],
  ])('outlives a function that %s', async (_how, statement, text) => {
    const code = `let first = true; exports.handler = async (event) => {
      if (event.userName === 'ann') { ${statement} } return { fine: true }; }`;
    await expect(invoke(code)).rejects.toMatchObject(
      failing(
        'UnexpectedLambdaException',
        `PreTokenGeneration invocation failed due to error ${text}.`,
      ),
    );
    await expect(
      running!.invoke('PreTokenGeneration', 'arn:f', { ...event, userName: 'bob' }),
    ).resolves.toEqual({ fine: true });
  });

  it('gives up when the time is over and goes on with a new worker', async () => {
    const code = `exports.handler = async (event) => {
      if (event.userName === 'ann') for (;;); return { fine: true }; }`;
    await expect(invoke(code, {}, 500)).rejects.toMatchObject(
      failing(
        'UnexpectedLambdaException',
        'PreTokenGeneration invocation failed due to error Function call timed out.',
      ),
    );
    await expect(
      running!.invoke('PreTokenGeneration', 'arn:f', { ...event, userName: 'bob' }),
    ).resolves.toEqual({ fine: true });
  });

  it('hands on what a function prints', async () => {
    await invoke("exports.handler = async () => { console.log('hello'); return {}; }");
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (printed.join('').includes('hello')) resolve();
        else setImmediate(look);
      };
      look();
    });
  });
});
