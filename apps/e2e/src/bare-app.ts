import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

/** Paths of tarballs by the names of the packages. Packing compiles them all, so it is done once a process. */
let packages: Promise<ReadonlyMap<string, string>> | undefined;

/** An app in a folder outside this repository, with the libraries installed from their tarballs. */
export class BareApp {
  private constructor(readonly folder: string) {}

  static async create(): Promise<BareApp> {
    const app = new BareApp(await mkdtemp(join(tmpdir(), 'bare-app-')));
    await app.write('package.json', JSON.stringify({ private: true, type: 'module' }));
    return app;
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  async write(file: string, content: string): Promise<void> {
    await mkdir(dirname(this.path(file)), { recursive: true });
    await writeFile(this.path(file), content);
  }

  /**
   * Packs our libraries and installs them, and from wherever npm is set up to look the other packages, in the versions
   * this repository is tested with, which npm has in its cache.
   *
   * @param names as one gives them to `npm install`
   * @returns what each tarball holds, by the library's name
   * @throws Error with the output of what went wrong
   */
  async install(names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const tarballs = await (packages ??= pack());
    const locked = await lockedVersions();
    const wanted = new Set([...names].map((name) => tarballs.get(name) ?? locked(name)));
    const quick = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
    const bare = ['--no-package-lock', '--no-engine-strict', '--no-workspaces'];
    await run('npm', ['install', ...quick, ...bare, ...wanted], { cwd: this.folder });
    const contents = [...tarballs].map(async ([name, tarball]) => {
      const { stdout } = await run('tar', ['-tzf', tarball]);
      return [name, stdout.trimEnd().split('\n')] as const;
    });
    return new Map(await Promise.all(contents));
  }

  /** @throws Error with the compiler's output */
  async compile(): Promise<void> {
    const compiler = this.path('node_modules/typescript/bin/tsc');
    await run(process.execPath, [compiler], { cwd: this.folder }).catch((error: unknown) => {
      throw new Error(`does not compile:\n${(error as { stdout: string }).stdout}`);
    });
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function pack(): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'packages-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const args = [join(root, 'tools/packages/pack.mjs'), folder, '--unchecked'];
  const { stdout } = await run(process.execPath, args, { cwd: root });
  return new Map(
    stdout
      .trimEnd()
      .split('\n')
      .map((tarball) => [`@gatehouse/${/gatehouse-(.+?)-\d/.exec(tarball)?.[1]}`, tarball]),
  );
}

/** Gives for `name` or `name@major` the version of this repository's lock file, which must be of that major version. */
async function lockedVersions(): Promise<(wanted: string) => string> {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, { readonly version: string }>>;
  };
  return (wanted) => {
    const [, name = '', major] = /^(@?[^@]+)(?:@(\d+))?$/.exec(wanted) ?? [];
    const version = packages[`node_modules/${name}`]?.version;
    const fits =
      version !== undefined && (major ?? version.split('.')[0]) === version.split('.')[0];
    if (!fits) throw new Error(`${wanted} is not what is tested here`);
    return `${name}@${version}`;
  };
}
