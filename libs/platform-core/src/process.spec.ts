/** @timeoutSeconds 60 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { useResources } from '@gatehouse/test-kit';
import { compiledProgram } from '@gatehouse/test-kit/internal/compiled-program';

const compiled = async (source: string) =>
  pathToFileURL(await compiledProgram(new URL(source, import.meta.url))).href;
const source = await compiled('process.ts');

const app = `
  import { createServer } from 'node:http';
  import { z } from 'zod';
  import { runProcess } from '${source}';
  await runProcess({
    name: 'app',
    config: z.object({ PORT: z.coerce.number().int(), HOST: z.string().default('127.0.0.1'), SECRET: z.string() }),
    environment: process.env,
    start: async ({ PORT, HOST }) => {
      const server = createServer();
      await new Promise((resolve, reject) => server.once('error', reject).listen(PORT, HOST, resolve));
      console.log('ready');
      return { close: () => new Promise((resolve) => server.close(() => { console.log('drained'); resolve(); })) };
    },
  });`;

const endless = `
  import { z } from 'zod';
  import { runProcess, shutdownSettings } from '${source}';
  await runProcess({
    name: 'app',
    config: z.object(shutdownSettings),
    environment: process.env,
    start: async () => {
      setInterval(() => undefined, 1_000);
      console.log('ready');
      return { close: () => new Promise(() => undefined) };
    },
  });`;

const task = `
  import { z } from 'zod';
  import { runTask } from '${source}';
  import { StartError } from '${await compiled('config.ts')}';
  import { DomainError } from '${await compiled('domain-error.ts')}';
  class Unavailable extends DomainError {
    kind = 'unavailable';
    code = 'database_unavailable';
    message = 'The database is unavailable (ECONNREFUSED).';
  }
  await runTask({
    name: 'task',
    config: z.object({ SECRET: z.string(), FAILURE: z.string().optional() }),
    environment: process.env,
    run: async ({ FAILURE }) => {
      console.log('running');
      if (FAILURE === 'foreseen') throw new StartError('The table is missing.');
      if (FAILURE === 'unavailable') throw new Unavailable('Not for the log.');
      if (FAILURE !== undefined) throw new TypeError('unforeseen');
      // A handle that would keep the process alive.
      setInterval(() => undefined, 1_000);
    },
  });`;

const resources = useResources();

/** Runs a script in a process of its own and returns its exit code and output. */
function run(environment: Record<string, string>, signal?: NodeJS.Signals, script = app) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: environment,
  });
  resources.add(() => child.kill('SIGKILL'));
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
    if (signal && output.includes('ready')) child.kill(signal);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
}

describe('runProcess', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('drains on %s and exits 0', async (signal) => {
    expect(await run({ PORT: '0', SECRET: 'hidden' }, signal)).toEqual({
      code: 0,
      output: 'ready\ndrained\n',
    });
  });

  it('ends 5 s after its grace although it is not drained', async () => {
    const startedAt = performance.now();
    const ended = await run({ SHUTDOWN_GRACE_SECONDS: '0' }, 'SIGTERM', endless);
    expect(ended).toEqual({ code: 1, output: 'ready\n' });
    expect(performance.now() - startedAt).toBeGreaterThan(4_900);
  });

  it('names wrong settings in one message and exits 1', async () => {
    const { code, output } = await run({ PORT: 'x' });
    expect(code).toBe(1);
    expect(output).toMatch(
      /^app: The configuration is not usable:\n {2}PORT: .+\n {2}SECRET: is missing\n$/,
    );
  });

  it('says in one sentence that a port is taken', async () => {
    const server = resources.add(createServer());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await run({ PORT: `${port}`, SECRET: 'hidden' })).toEqual({
      code: 1,
      output: `app: port ${port} is taken by another program.\n`,
    });
  });

  it('says in one sentence that HOST is not an address of this machine', async () => {
    expect(await run({ PORT: '0', HOST: '192.0.2.1', SECRET: 'hidden' })).toEqual({
      code: 1,
      output: 'app: a HOST setting is not an address of this machine.\n',
    });
  });
});

describe('runTask', () => {
  const runTask = (environment: Record<string, string>) => run(environment, undefined, task);

  it('exits 0 when the task is done', async () => {
    expect(await runTask({ SECRET: 'hidden' })).toEqual({ code: 0, output: 'running\n' });
  });

  it('does not run with wrong settings', async () => {
    const { code, output } = await runTask({});
    expect(code).toBe(1);
    expect(output).toBe('task: The configuration is not usable:\n  SECRET: is missing\n');
  });

  it('prints the message of a StartError alone and exits 1', async () => {
    expect(await runTask({ SECRET: 'hidden', FAILURE: 'foreseen' })).toEqual({
      code: 1,
      output: 'running\ntask: The table is missing.\n',
    });
  });

  it('prints the message of a dependency that is unavailable alone and exits 1', async () => {
    expect(await runTask({ SECRET: 'hidden', FAILURE: 'unavailable' })).toEqual({
      code: 1,
      output: 'running\ntask: The database is unavailable (ECONNREFUSED).\n',
    });
  });

  it('prints where any other error comes from and exits 1', async () => {
    const { code, output } = await runTask({ SECRET: 'hidden', FAILURE: 'yes' });
    expect(code).toBe(1);
    expect(output).toMatch(/^running\ntask: TypeError: unforeseen\n {4}at /);
  });
});
