import { services } from '@gatehouse/services';
import { useResources, waitUntil } from '@gatehouse/test-kit';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { freePortSettings } from '../free-port-settings.js';
import { ObservedProcess } from './observed-process.js';
import { byRename, type Save, saves } from './saves.js';
import { WorkspaceCopy } from './workspace-copy.js';

/** A file that each process loads, and one of a library, with the processes that load it. */
const edited: Record<string, { readonly file: string; readonly apps: readonly string[] }> = {
  'local-database': { file: 'infra/local-database/src/main.ts', apps: ['local-database'] },
  'cognito-emulator': {
    file: 'apps/cognito-emulator/src/command.ts',
    apps: ['cognito-emulator'],
  },
  ...Object.fromEntries(
    services.map(({ name }) => [name, { file: `apps/${name}/src/app.module.ts`, apps: [name] }]),
  ),
  gateway: { file: 'apps/gateway/src/app.module.ts', apps: ['gateway'] },
  library: {
    file: 'libs/platform-core/src/logger.ts',
    apps: ['cognito-emulator', ...services.map(({ name }) => name), 'gateway'],
  },
};

const targets = Object.keys(edited);
const renames: readonly Save[] = Object.entries(saves)
  .filter(([name]) => /rename|sed/.test(name))
  .map(([, save]) => save);
const edits = 30;

const resources = useResources();
let copy: WorkspaceCopy;
let served: ObservedProcess;
let env: Record<string, string>;

beforeAll(async () => {
  copy = await resources.add(WorkspaceCopy.create(), (one) => one.remove());
  env = {
    ...(process.env as Record<string, string>),
    NX_DAEMON: 'false',
    ...(await freePortSettings()),
  };
  const nx = [copy.path('node_modules/.bin/nx'), 'serve', 'gateway'];
  served = resources.add(new ObservedProcess(nx, { cwd: copy.folder, env }), (one) =>
    one.endGroup('SIGINT'),
  );
  await served.line(/Gatehouse is ready/);
});

const texts = new Map<string, string>();
const newest = new Map<string, string>();

/** Adds a line to a file that prints which edit its process runs. */
async function edit(target: string, number: number, save: Save): Promise<void> {
  const path = copy.path(edited[target]!.file);
  if (!texts.has(target)) texts.set(target, await readFile(path, 'utf8'));
  const name = `${target} ${number}.`;
  newest.set(target, name);
  await save(path, `${texts.get(target)}\nprocess.stdout.write('runs edit ${name}\\n');\n`);
}

/** Waits until each process that loads a file has printed the newest edit of it. */
async function allRunNewest(mark: number, changed: readonly string[]): Promise<void> {
  for (const target of changed) {
    const count = () =>
      served.linesSince(mark).filter((line) => line === `runs edit ${newest.get(target)}`).length;
    const { length } = edited[target]!.apps;
    await served.waitFor(`${length} starts with ${target}`, () => count() >= length || undefined);
  }
  const apps = new Set(changed.flatMap((target) => edited[target]!.apps));
  for (const app of apps) await served.line(new RegExp(`^${app}: ready again`), mark);
}

it(`runs all of ${edits} edits that are saved by rename, in every process and a library`, async () => {
  for (let number = 1; number <= edits; number++) {
    const target = targets[number % targets.length]!;
    const mark = served.mark;
    await edit(target, number, renames[number % renames.length]!);
    const changed = [target];
    if (number === 7) {
      changed.push('gateway');
      // The second of two within 50 ms.
      await edit('gateway', number, byRename);
    }
    if (number === 15 || number === 29) {
      for (const app of edited[target]!.apps) {
        await served.line(new RegExp(`^${app}: restarts`), mark);
      }
      await edit(target, number + 100, byRename);
    }
    await allRunNewest(mark, changed);
  }
  expect(served.output).not.toMatch(/taken by another program|not running/);
  for (const port of ['GATEWAY_PORT', 'ORDER_SERVICE_PORT', 'USER_SERVICE_PORT', 'EMULATOR_PORT']) {
    expect((await fetch(`http://127.0.0.1:${env[port]}/health`)).status).toBe(200);
  }
});

it('leaves no process behind, neither of one that is killed nor after Ctrl-C', async () => {
  const launched = (await processes()).find(isOf('order-service'))!;
  process.kill(launched.parent, 'SIGKILL');
  await waitUntil(async () => !(await processes()).some(isOf('order-service')), {
    what: 'the end of order-service',
    withinMilliseconds: 60_000,
  });
  expect((await processes()).some(isOf('user-service'))).toBe(true);
  await served.endGroup('SIGINT');
  await waitUntil(async () => (await processes()).length === 0, {
    what: 'the end of all processes',
    withinMilliseconds: 60_000,
  });
});

const isOf =
  (app: string) =>
  ({ command }: { readonly command: string }) =>
    command.endsWith(`run-source.mjs ${app}`);

/** Processes that were started from the copy. */
async function processes() {
  const { stdout } = await promisify(execFile)('ps', ['-e', '-o', 'pid=,ppid=,args=']);
  const lines = stdout.split('\n').filter((line) => line.includes(copy.folder));
  return lines.map((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*?)\s*$/.exec(line) ?? [];
    return { pid: Number(pid), parent: Number(parent), command };
  });
}
