import { cpSync, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const parts = ['apps', 'infra', 'libs', 'tools'];
const left = new Set(['dist', 'out-tsc', 'node_modules', 'coverage']);
const isSource = (path: string) => !left.has(basename(path)) && !path.endsWith('.spec.ts');
/** The scope of the packages that npm links from this workspace. */
const ownScope = '@gatehouse';

/** A copy of this workspace's sources to edit, with the packages that npm installed here. */
export class WorkspaceCopy {
  private constructor(readonly folder: string) {}

  static async create(): Promise<WorkspaceCopy> {
    const copy = new WorkspaceCopy(await realpath(await mkdtemp(join(tmpdir(), 'dev-loop-'))));
    // The account that PostgreSQL runs under has to get to its data.
    await chmod(copy.folder, 0o711);
    const files = await readdir(root, { withFileTypes: true });
    const names = files.filter((entry) => entry.isFile()).map(({ name }) => name);
    // Many small files: one call at a time takes a fifth of the time.
    for (const name of [...parts, ...names]) {
      cpSync(join(root, name), copy.path(name), { recursive: true, filter: isSource });
    }
    await copy.linkPackages();
    await mkdir(copy.local);
    return copy;
  }

  /** Where the copy keeps databases, state and secrets. */
  get local(): string {
    return this.path('.local');
  }

  path(...segments: string[]): string {
    return join(this.folder, ...segments);
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(this.path(path)), { recursive: true });
    await writeFile(this.path(path), text);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Packages of the workspace lead to the copy, all others to the original. */
  private async linkPackages(): Promise<void> {
    const installed = join(root, 'node_modules');
    await mkdir(this.path('node_modules', ownScope), { recursive: true });
    for (const name of await readdir(installed)) {
      if (name !== ownScope) await symlink(join(installed, name), this.path('node_modules', name));
    }
    for (const name of await readdir(join(installed, ownScope))) {
      const folder = relative(root, await realpath(join(installed, ownScope, name)));
      await symlink(this.path(folder), this.path('node_modules', ownScope, name));
      const nested = join(folder, 'node_modules');
      if (existsSync(join(root, nested))) await symlink(join(root, nested), this.path(nested));
    }
  }
}
