/** @timeoutSeconds 60 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useResources, waitUntil } from '@gatehouse/test-kit';
import type { TriggerEvent } from '../domain/trigger/triggers.js';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';
import type { LambdaFunction } from './lambda-function.js';
import { LambdaTriggers } from './lambda-triggers.js';

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

/** Far more than any function here takes, also on a busy machine. */
const patience = 120_000;
/** How long the start of workers may take, on a busy machine. */
const withinMilliseconds = 60_000;

describe('LambdaTriggers', () => {
  const resources = useResources();
  const folder = temporaryDirectory();
  let running: LambdaTriggers | undefined;
  const printed: string[] = [];

  const start = (plan: Partial<LambdaFunction>, limitMilliseconds = patience) => {
    const lambda = { arn: 'arn:f', environment: {}, timeoutSeconds: 900, code: undefined, ...plan };
    running = new LambdaTriggers([lambda], {
      limitMilliseconds,
      environment: () => ({ ENDPOINT: 'http://here' }),
      onOutput: (_arn, text) => printed.push(text),
    });
    return resources.add(running);
  };
  const invoke = (source: string, environment = {}, limitMilliseconds = patience) => {
    const code = { source, handlerName: 'handler' };
    const triggers = start({ code, environment }, limitMilliseconds);
    return triggers.invoke('PreTokenGeneration', 'arn:f', event);
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
    [
      'stands in an ECMAScript module',
      "import { join } from 'node:path'; export const handler = async (e) => ({ got: join(e.userName) })",
    ],
    [
      'requires what Lambda has: the SDK',
      "const { CognitoIdentityProviderClient: C } = require('@aws-sdk/client-cognito-identity-provider'); exports.handler = async (e) => ({ got: typeof C === 'function' && e.userName })",
    ],
  ])('runs a handler that %s', async (_how, code) => {
    await expect(invoke(code)).resolves.toEqual({ got: 'ann' });
  });

  it.each([
    ['throws', 'exports.handler = () => { throw new Error("not you") }'],
    ['rejects', 'exports.handler = async () => { throw new Error("not you.") }'],
    ['calls back with an error', 'exports.handler = (e, c, cb) => cb(new Error("not you"))'],
    ['fails at loading', 'throw new Error("not you")'],
    ['throws text', 'exports.handler = () => { throw "not you" }'],
    ['calls back with text', 'exports.handler = (e, c, cb) => cb("not you")'],
    ['fails by its context', 'exports.handler = (e, c) => c.fail(new Error("not you"))'],
    [
      'throws what has no text',
      'exports.handler = () => { throw { message: "not you", toString: 1 } }',
    ],
    [
      'lets a promise fail',
      'exports.handler = (e, c, cb) => { Promise.reject(new Error("not you")); setTimeout(cb, 1e5) }',
    ],
    [
      'throws later',
      'exports.handler = (e, c, cb) => setTimeout(() => { throw new Error("not you") }, 1)',
    ],
  ])('passes on the error of a handler that %s', async (_how, code) => {
    await expect(invoke(code)).rejects.toMatchObject(
      failing('UserLambdaValidationException', 'PreTokenGeneration failed with error not you.'),
    );
  });

  it.each([
    ['returns without a promise', 'exports.handler = (event) => event'],
    ['waits for what never comes', 'exports.handler = () => new Promise(() => {})'],
  ])('has no answer of a handler that %s, and none too late', async (_how, code) => {
    await expect(invoke(code)).resolves.toBeUndefined();
    await expect(running!.invoke('PreTokenGeneration', 'arn:f', event)).resolves.toBeUndefined();
  });

  it('gives a context', async () => {
    const code = `exports.handler = async (event, context) => ({
      ...context, left: context.getRemainingTimeInMillis(), done: undefined });`;
    const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:tokens';
    const triggers = start({ arn, code: { source: code, handlerName: 'handler' } });
    await expect(triggers.invoke('PreSignUp', `${arn}:live`, event)).resolves.toMatchObject({
      functionName: 'tokens',
      functionVersion: '$LATEST',
      invokedFunctionArn: `${arn}:live`,
      memoryLimitInMB: '128',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      left: expect.any(Number) as number,
    });
  });

  it('finds a function by name where its ARN is not known', async () => {
    const code = {
      source: 'exports.handler = async () => ({ fine: true })',
      handlerName: 'handler',
    };
    const triggers = start({ arn: 'tokens', code });
    const arn = 'arn:aws:lambda:us-east-1:210987654321:function:tokens:7';
    await expect(triggers.invoke('PreSignUp', arn, event)).resolves.toEqual({ fine: true });
  });

  it('hands back the event of a function that can not be run', async () => {
    await expect(start({}).invoke('PreSignUp', 'arn:f', event)).resolves.toBe(event);
  });

  describe('a local module', () => {
    beforeAll(() => {
      const library = join(folder, 'node_modules/greeting');
      mkdirSync(library, { recursive: true });
      writeFileSync(join(library, 'package.json'), '{"name":"greeting","main":"index.js"}');
      writeFileSync(join(library, 'index.js'), "module.exports = 'hello '");
      const common = `const greeting = require('greeting');
        module.exports = { nested: { handler: async (event) => ({ got: greeting + event.userName }) } };`;
      writeFileSync(join(folder, 'common.cjs'), common);
      const modern = `import greeting from 'greeting';
        export const handler = async (event) => ({ got: greeting + event.userName });`;
      writeFileSync(join(folder, 'modern.mjs'), modern);
      writeFileSync(join(folder, 'broken.mjs'), "import 'nothing-like-it'");
    });
    const invokeModule = (file: string, handlerName: string) =>
      start({ code: { path: join(folder, file), handlerName } }).invoke(
        'PreSignUp',
        'arn:f',
        event,
      );

    it.each([
      ['common.cjs', 'nested.handler'],
      ['modern.mjs', 'handler'],
    ])('runs with its own dependencies: %s', async (file, handlerName) => {
      await expect(invokeModule(file, handlerName)).resolves.toEqual({ got: 'hello ann' });
    });

    it.each([
      [
        'modern.mjs',
        'other',
        'PreSignUp failed with error index.other is undefined or not exported.',
      ],
      [
        'broken.mjs',
        'handler',
        "PreSignUp failed with error Cannot find package 'nothing-like-it'",
      ],
    ])('says what is wrong with it: %s', async (file, handlerName, text) => {
      await expect(invokeModule(file, handlerName)).rejects.toMatchObject({
        code: 'UserLambdaValidationException',
        publicMessage: expect.stringContaining(text) as string,
      });
    });
  });

  it('says when there is no handler, no function or no code that can be read', async () => {
    await expect(invoke('exports.other = 1')).rejects.toMatchObject({
      code: 'UserLambdaValidationException',
    });
    await expect(invoke('this is not code')).rejects.toMatchObject({
      code: 'UserLambdaValidationException',
    });
    await expect(
      new LambdaTriggers([]).invoke('PreTokenGeneration', 'arn:g', event),
    ).rejects.toMatchObject({ code: 'UnexpectedLambdaException' });
  });

  it('gives a function nothing of the emulator’s memory and environment', async () => {
    process.env.NOT_FOR_FUNCTIONS = 'secret';
    const code = `globalThis.touched = true; Object.prototype.touched = true;
      exports.handler = async () => ({ ...process.env })`;
    const environment = (await invoke(code, { OWN: 'yes' })) as object;
    expect(environment).toMatchObject({
      OWN: 'yes',
      ENDPOINT: 'http://here',
      AWS_LAMBDA_FUNCTION_NAME: 'arn:f',
    });
    expect(
      Object.keys(environment)
        .filter((name) => !name.startsWith('AWS_'))
        .sort(),
    ).toEqual(['ENDPOINT', 'OWN']);
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

  it('tries three times, gives up, and goes on with a new worker', async () => {
    const tries = join(folder, 'tries');
    const code = `exports.handler = async (event) => {
      require('node:fs').appendFileSync(process.env.TRIES, 'tried ');
      if (event.userName === 'ann') await new Promise((r) => setTimeout(r, 1e6));
      return { fine: true }; }`;
    await expect(invoke(code, { TRIES: tries }, 1_000)).rejects.toMatchObject(
      failing(
        'UnexpectedLambdaException',
        'PreTokenGeneration invocation failed due to error Socket timeout while invoking Lambda function.',
      ),
    );
    expect(readFileSync(tries, 'utf8')).toBe('tried '.repeat(3));
    await expect(
      running!.invoke('PreTokenGeneration', 'arn:f', { ...event, userName: 'bob' }),
    ).resolves.toEqual({ fine: true });
  });

  it('ends a function after its own time', async () => {
    const code = { source: 'exports.handler = async () => { for (;;); }', handlerName: 'handler' };
    const triggers = start({ code, timeoutSeconds: 1 });
    await expect(triggers.invoke('PreSignUp', 'arn:f', event)).rejects.toMatchObject({
      code: 'UserLambdaValidationException',
      publicMessage: expect.stringMatching(
        /^PreSignUp failed with error [0-9a-f-]{36} Task timed out after 1\.00 seconds\.$/,
      ) as string,
    });
  });

  it('waits for the time it is given instead of its own limit and that of the function', async () => {
    const source = `exports.handler = async (event, context) => {
      await new Promise((r) => setTimeout(r, 50));
      return { patient: context.getRemainingTimeInMillis() > 1_000 };
    };`;
    const code = { source, handlerName: 'handler' };
    const lambda = { arn: 'arn:f', environment: {}, timeoutSeconds: 0.001, code };
    const triggers = resources.add(
      new LambdaTriggers([lambda], { limitMilliseconds: 1, timeoutSeconds: 120 }),
    );
    await expect(triggers.invoke('PreSignUp', 'arn:f', event)).resolves.toEqual({ patient: true });
  });

  it('ends calls that run, wait or come later when it closes, and starts no worker for them', async () => {
    const source = `exports.handler = async () => { console.log('begun'); await new Promise((r) => setTimeout(r, 1e6)); }`;
    const triggers = start({ code: { source, handlerName: 'handler' } });
    const call = () =>
      triggers.invoke('PreSignUp', 'arn:f', event).catch((error: unknown) => error);
    const outcomes: unknown[] = [];
    const record = (outcome: unknown) => void outcomes.push(outcome);
    for (let number = 1; number <= 8; number += 1) void call().then(record);
    const begun = () => printed.join('').split('begun').length - 1;
    await waitUntil(() => begun() >= 4, { what: 'four running functions', withinMilliseconds });
    expect(outcomes).toEqual([]);
    await triggers.close();
    void call().then(record);
    await waitUntil(() => outcomes.length === 9, { what: 'the end of nine calls' });
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        code: 'UnexpectedLambdaException',
        publicMessage: 'PreSignUp invocation failed due to error Function exited.',
      });
    expect(begun()).toBe(4);
  });

  it('hands on what a function prints', async () => {
    await invoke("exports.handler = async () => { console.log('hello'); return {}; }");
    await waitUntil(() => printed.join('').includes('hello\n'), {
      what: 'the output of the function',
    });
  });
});
