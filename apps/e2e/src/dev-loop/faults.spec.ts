import { services } from '@gatehouse/services';
import { useResources } from '@gatehouse/test-kit';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { freePortSettings } from '../free-port-settings.js';
import { ObservedProcess } from './observed-process.js';
import { byRename } from './saves.js';
import { WorkspaceCopy } from './workspace-copy.js';

const resources = useResources();
let copy: WorkspaceCopy;
let env: Record<string, string>;

beforeAll(async () => {
  copy = await resources.add(WorkspaceCopy.create(), (one) => one.remove());
  env = {
    ...(process.env as Record<string, string>),
    GATEHOUSE_LOCAL_DIRECTORY: copy.local,
    ...(await freePortSettings()),
  };
});

function run(args: readonly string[], changes: Readonly<Record<string, string>> = {}) {
  const options = { cwd: copy.folder, env: { ...env, ...changes } };
  return resources.add(new ObservedProcess(args, options), (one) => one.end());
}
const tool = (name: string) => copy.path('tools/local', name);
const isStackFrame = (line: string) => /^\s+at /.test(line);

describe('a port that cannot be opened', () => {
  let other: Server;
  let port: number;

  beforeAll(async () => {
    other = resources.add(createServer().listen(0, '127.0.0.1'));
    await once(other, 'listening');
    port = (other.address() as { port: number }).port;
  });

  it.each([
    ['check-ports.mjs', 'GATEWAY_MANAGEMENT_PORT', 'gateway-management'],
    ['check-ports.mjs', 'DATABASE_PORT', 'local-database'],
    ['serve.mjs gateway', 'GATEWAY_PORT', 'gateway'],
    ['serve.mjs gateway', 'GATEWAY_MANAGEMENT_PORT', 'gateway-management'],
    ['serve.mjs order-service', 'ORDER_SERVICE_PORT', 'order-service'],
  ])('ends %s with one line when %s is taken', async (command, variable, name) => {
    const [script = '', ...args] = command.split(' ');
    const ended = run([tool(script), ...args], { [variable]: `${port}` });
    expect(await ended.exited).toBe(1);
    expect(ended.output).toBe(
      `${name}: port ${port} is taken by another program. Stop it, or choose another port with ${variable}.\n`,
    );
  });

  it.each(['0', '65536', '80a', '-1', '1.5'])(
    'ends check-ports.mjs with one line when it is %j',
    async (value) => {
      const ended = run([tool('check-ports.mjs')], { ORDER_SERVICE_PORT: value });
      expect(await ended.exited).toBe(1);
      expect(ended.output).toBe('ORDER_SERVICE_PORT must be a whole number from 1 to 65535.\n');
    },
  );

  it('ends check-ports.mjs with one line when two apps have the same', async () => {
    const ended = run([tool('check-ports.mjs')], { USER_SERVICE_PORT: env.ORDER_SERVICE_PORT! });
    expect(await ended.exited).toBe(1);
    expect(ended.output).toBe(
      `order-service and user-service: ORDER_SERVICE_PORT and USER_SERVICE_PORT are both ${env.ORDER_SERVICE_PORT}.\n`,
    );
  });
});

it('names the database that a service waits for', async () => {
  const loader = copy.path('tools/typescript/register.mjs');
  const prepare = run(['--conditions=@gatehouse/source', '--import', loader, tool('prepare.mjs')]);
  expect(await prepare.exited).toBe(0);
  const served = run([tool('serve.mjs'), 'order-service']);
  const line = await served.line(/not ready/);
  expect(line).toContain(`it waits for local-database on port ${env.DATABASE_PORT}.`);
  expect(line).toContain('npx nx serve gateway');
  expect(await served.end()).toBe(0);
  expect(served.output.split('\n').filter(isStackFrame)).toEqual([]);
});

describe('a template that is not usable', () => {
  const template = 'infra/user-pool/generated/template.json';
  const files = `${template} or infra/user-pool/local-parameters.json`;

  interface Template {
    Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  }

  function without(text: string, type: string): string {
    const { Resources, ...rest } = JSON.parse(text) as Template;
    const entries = Object.entries(Resources);
    const first = entries.findIndex(([, { Type }]) => Type === type);
    return JSON.stringify({ ...rest, Resources: Object.fromEntries(entries.toSpliced(first, 1)) });
  }

  it('stops the emulator with its cause, until the template is usable again', async () => {
    const good = await readFile(copy.path(template), 'utf8');
    const served = run([tool('serve.mjs'), 'cognito-emulator']);
    await served.line(/console:/);
    const faults: readonly (readonly [string, RegExp])[] = [
      [
        without(good, 'AWS::Cognito::UserPoolResourceServer'),
        /EMULATOR_TEMPLATE: .*Invalid scope requested: \w+\/\w+$/,
      ],
      [good.slice(0, good.length / 2), /it is not JSON$/],
      ['[]', /EMULATOR_TEMPLATE: the template is not usable: Invalid input: expected object/],
    ];
    for (const [text, cause] of faults) {
      const mark = served.mark;
      await byRename(copy.path(template), text);
      const line = await served.line(/not running/, mark);
      expect(line).toContain(`It starts again when its sources or ${files} change.`);
      const apps = [...services.map(({ name }) => name), 'gateway'].join(', ');
      expect(line).toContain(`Apps that need it: ${apps}.`);
      const lines = served.linesSince(mark);
      expect(lines.filter((one) => cause.test(one))).toHaveLength(1);
      expect(lines.filter(isStackFrame)).toEqual([]);
      expect(lines.filter((one) => one.includes('not running'))).toHaveLength(1);
    }
    const mark = served.mark;
    await byRename(copy.path(template), good);
    await served.line(/console:/, mark);
  });
});
