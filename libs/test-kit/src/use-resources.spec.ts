/** @timeoutSeconds 60 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartedProcess, useResources } from './index.js';

const resources = useResources();
const jest = fileURLToPath(new URL('../../../node_modules/jest/bin/jest.js', import.meta.url));
const projectFolder = fileURLToPath(new URL('..', import.meta.url));
const preset = new URL('../../../jest.preset.mjs', import.meta.url);
const useResourcesFile = fileURLToPath(new URL('./use-resources.ts', import.meta.url));

/** What every one of these spec files begins with. `note` writes into a file, for after the end of the process. */
const beginning = (folder: string) => `
  import { appendFileSync } from 'node:fs';
  import { once } from 'node:events';
  import { createServer } from 'node:http';
  import { useResources } from ${JSON.stringify(useResourcesFile)};
  const note = (line) => appendFileSync(${JSON.stringify(join(folder, 'notes'))}, line + '\\n');
  const start = async (name) => {
    const server = createServer(() => undefined);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    note(name + ' listens at ' + server.address().port);
    server.once('close', () => note(name + ' closed'));
    return server;
  };
  const fail = () => Promise.reject(new Error('does not start'));
  const resources = useResources();
`;

/** Runs a spec file in a process of Jest's own, and waits until that process ends by itself. */
async function runSpec(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'use-resources-'));
  resources.add(() => rm(folder, { recursive: true }));
  const settings = { rootDir: projectFolder, roots: [folder] };
  await writeFile(
    join(folder, 'jest.config.mjs'),
    `import preset from ${JSON.stringify(preset.href)};
    export default { ...preset, ...${JSON.stringify(settings)} };`,
  );
  await writeFile(join(folder, 'one.spec.ts'), beginning(folder) + text);
  const args = [jest, '-c', join(folder, 'jest.config.mjs'), '--runInBand'];
  const started = resources.add(
    new StartedProcess(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })),
  );
  const exitCode = await started.exited;
  const notes = (await readFile(join(folder, 'notes'), 'utf8')).split('\n').slice(0, -1);
  const ports = notes.flatMap((line) => Number(/listens at (\d+)/.exec(line)?.[1] ?? []));
  return {
    exitCode,
    output: started.output,
    notes: notes.map((line) => line.replace(/ at \d+/, '')),
    areAllFree: (await Promise.all(ports.map(isFree))).every(Boolean),
  };
}

async function isFree(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

describe('useResources', () => {
  it('lets Jest exit with code 1 when beforeAll fails after it opened a server', async () => {
    const result = await runSpec(`
      let upstream, gateway;
      beforeAll(async () => {
        upstream = await resources.add(start('upstream'));
        gateway = await resources.add(fail());
      });
      it('has a gateway', () => note(gateway.url));
    `);
    expect(result).toMatchObject({
      exitCode: 1,
      notes: ['upstream listens', 'upstream closed'],
      areAllFree: true,
      output: expect.stringContaining('does not start') as string,
    });
  });

  it('lets Jest exit when one of several that start together fails in beforeEach', async () => {
    const result = await runSpec(`
      beforeEach(async () => {
        await Promise.all([resources.add(fail()), resources.add(start('upstream'))]);
      });
      it('is never run', () => note('ran'));
    `);
    expect(result).toMatchObject({
      exitCode: 1,
      notes: ['upstream listens', 'upstream closed'],
      areAllFree: true,
    });
  });

  it('lets Jest exit when a test fails with a server open, and when the file fails to load', async () => {
    const inTest = await runSpec(`
      it('opens a server', async () => {
        await resources.add(start('upstream'));
        expect(1).toBe(2);
      });
    `);
    const inFile = await runSpec(`
      await resources.open(async () => {
        await resources.add(start('upstream'));
        await fail();
      });
      it('is never run', () => note('ran'));
    `);
    for (const result of [inTest, inFile]) {
      expect(result).toMatchObject({
        exitCode: 1,
        notes: ['upstream listens', 'upstream closed'],
        areAllFree: true,
      });
    }
  });

  it('lets Jest exit when a hook runs into its timeout and opens a server afterwards', async () => {
    const result = await runSpec(`
      let goOn;
      const waiting = new Promise((resolve) => (goOn = resolve));
      beforeAll(async () => {
        await waiting;
        await resources.add(start('upstream'));
      }, 1);
      it('is never run', () => note('ran'));
      afterAll(() => goOn());
    `);
    expect(result).toMatchObject({ exitCode: 1, areAllFree: true });
    expect(result.notes).toEqual(['upstream listens', 'upstream closed']);
  });

  it('closes after each test what the test and its beforeEach opened, after all what beforeAll opened', async () => {
    const { exitCode, notes } = await runSpec(`
      beforeAll(() => resources.add(start('all')));
      beforeEach(() => resources.add(start('each')));
      it('one', () => resources.add(start('one')));
      it('two', async () => {
        await resources.add(start('two'));
        await resources.addForAll(start('more'));
      });
      describe('inner', () => {
        const inner = useResources();
        beforeAll(() => inner.add(start('inner')));
        it('three', () => inner.add(start('three')));
        it('four', () => undefined);
      });
      afterAll(() => note('end'));
    `);
    expect(exitCode).toBe(0);
    expect(notes).toEqual(
      [
        ['all listens'],
        ['each listens', 'one listens', 'one closed', 'each closed'],
        ['each listens', 'two listens', 'more listens', 'two closed', 'each closed'],
        ['inner listens'],
        ['each listens', 'three listens', 'three closed', 'each closed'],
        ['each listens', 'each closed', 'inner closed'],
        ['more closed', 'all closed', 'end'],
      ].flat(),
    );
  });

  it('takes the hooks of another test runner', async () => {
    const hooks: Record<string, () => unknown> = {};
    const register = (name: string) => (hook: () => unknown) => (hooks[name] = hook);
    const own = useResources({
      beforeEach: register('beforeEach'),
      afterEach: register('afterEach'),
      afterAll: register('afterAll'),
    });
    const closed: string[] = [];
    own.add(() => void closed.push('all'));
    hooks.beforeEach!();
    own.add(() => void closed.push('each'));
    await hooks.afterEach!();
    expect(closed).toEqual(['each']);
    await hooks.afterAll!();
    expect(closed).toEqual(['each', 'all']);
  });
});
