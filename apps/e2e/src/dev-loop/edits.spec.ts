import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { useResources, waitUntil } from '@gatehouse/test-kit';
import { EditedApp, type editedFiles, sourceOf } from './edited-app.js';
import type { ObservedProcess } from './observed-process.js';
import { byRename, type Save, saves } from './saves.js';
import { WorkspaceCopy } from './workspace-copy.js';

type File = keyof typeof editedFiles;

const resources = useResources();
let copy: WorkspaceCopy;
let app: EditedApp;
let served: ObservedProcess;
const newest: Record<File, string> = { own: '0', library: '0', migration: '0' };
let edits = 0;

/** Saves the next edit of a file. */
async function edit(file: File, save: Save = byRename): Promise<void> {
  newest[file] = `${++edits}`;
  await save(app.path(file), sourceOf(file, newest[file]));
}

const runsNewest = (mark: number) =>
  served.line(new RegExp(`^runs ${newest.own} ${newest.library} ${newest.migration}$`), mark);
/** Waits for the start that this restart leads to: one before it may become ready as late as that. */
const readyAfter = (restart: RegExp, mark: number) =>
  served.waitFor(`an app that is ready after ${String(restart)}`, () => {
    const lines = served.linesSince(mark);
    const at = lines.findIndex((line) => restart.test(line));
    return at === -1 ? undefined : lines.slice(at).find((line) => line.includes('ready again'));
  });
const startsSince = (mark: number) =>
  served.linesSince(mark).filter((line) => line.startsWith('runs '));

beforeAll(async () => {
  copy = await resources.add(WorkspaceCopy.create(), (one) => one.remove());
  app = await EditedApp.create(copy);
  served = resources.add(app.serve(), (one) => one.end('SIGKILL'));
  await runsNewest(0);
});

// Each test finds the files as the one before left them: a watcher that follows the first file misses the second edit.
describe('serve.mjs runs the newest source', () => {
  it.each(Object.entries(saves))('after %s', async (_name, save) => {
    const mark = served.mark;
    await edit('own', save);
    await runsNewest(mark);
  });

  it.each(['library', 'migration'] as const)('after an edit of a %s', async (file) => {
    const mark = served.mark;
    await edit(file);
    await runsNewest(mark);
  });

  it('after edits of three files at once', async () => {
    const mark = served.mark;
    await Promise.all([edit('own'), edit('library'), edit('migration')]);
    await runsNewest(mark);
  });

  it('after edits of one file that leave its size and come one after another', async () => {
    const mark = served.mark;
    for (let count = 0; count < 20; count++) await edit('own', saves['a write in place']);
    await runsNewest(mark);
  });

  it('after an edit while the app ends for another', async () => {
    const mark = served.mark;
    const release = await app.hold('end');
    await edit('own');
    await served.line(/^held at end$/, mark);
    await edit('own');
    await release();
    await runsNewest(mark);
  });

  it('after an edit while the app starts', async () => {
    const mark = served.mark;
    const release = await app.hold('start');
    await edit('own');
    await served.line(/^held at start$/, mark);
    const second = served.mark;
    await edit('own');
    await served.line(/restarts: .*own\.ts changed/, second);
    await release();
    await runsNewest(mark);
  });

  it('and starts once for one edit, and not for a spec', async () => {
    const mark = served.mark;
    await writeFile(app.path('own').replace('own.ts', 'own.spec.ts'), 'broken(');
    await edit('own');
    await runsNewest(mark);
    await readyAfter(/restarts: .*own\.ts changed/, mark);
    const second = served.mark;
    await edit('library');
    await runsNewest(second);
    expect(startsSince(mark)).toHaveLength(2);
  });

  it('with a library that package.json names only now', async () => {
    const manifest = copy.path('apps/order-service/package.json');
    const mark = served.mark;
    const { default: before } = (await import(manifest, { with: { type: 'json' } })) as {
      default: { dependencies: Record<string, string> };
    };
    const dependencies = { ...before.dependencies, '@gatehouse/test-kit': '0.1.0' };
    await byRename(manifest, JSON.stringify({ ...before, dependencies }));
    await readyAfter(/restarts: .*package\.json/, mark);
    const second = served.mark;
    await writeFile(copy.path('libs/test-kit/src/new.ts'), 'export {};\n');
    await served.line(/restarts: libs\/test-kit\/src\/new\.ts changed/, second);
    await runsNewest(second);
  });
});

describe('serve.mjs', () => {
  it('names a syntax error without a stack, and starts again after the next edit', async () => {
    const mark = served.mark;
    await byRename(app.path('own'), 'export const = 7;\n');
    await served.line(
      /not running \(exit code 1\)\. It starts again when its sources change/,
      mark,
    );
    const lines = served.linesSince(mark);
    expect(lines.filter((line) => /^\s+at /.test(line))).toEqual([]);
    expect(lines.filter((line) => line.includes('edited/own.ts'))).not.toEqual([]);
    const second = served.mark;
    await edit('own');
    await runsNewest(second);
  });

  it('names the program on its port, and starts again once the port is free', async () => {
    const mark = served.mark;
    const release = await app.hold('end');
    await edit('own');
    await served.line(/^held at end$/, mark);
    const other = resources.add(createServer().listen(app.port, '127.0.0.1'));
    await once(other, 'listening');
    await release();
    const line = await served.line(/not running/, mark);
    expect(line).toContain(`port ${app.port} is taken by another program. Stop it, or choose`);
    expect(line).toContain('ORDER_SERVICE_PORT');
    other.close();
    await runsNewest(mark);
  });

  it('ends the app with itself, also when it is killed', async () => {
    const isFree = async () => {
      const probe = createServer().listen(app.port, '127.0.0.1');
      const free = await Promise.race([
        once(probe, 'listening').then(() => true),
        once(probe, 'error').then(() => false),
      ]);
      probe.close();
      return free;
    };
    expect(await served.end('SIGTERM')).toBe(0);
    expect(await isFree()).toBe(true);
    served = resources.addForAll(app.serve(), (one) => one.end('SIGKILL'));
    await runsNewest(0);
    await served.end('SIGKILL');
    await waitUntil(isFree, { what: 'the port of the app', withinMilliseconds: 60_000 });
  });
});
