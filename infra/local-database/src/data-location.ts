import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stopOrphan } from './orphan.js';
import { canReach } from './reach.js';
import { type ServerAccount, serverAccount } from './server-account.js';

/** Where one server keeps its cluster and passwords, and the system user it runs as. */
export interface DataLocation {
  readonly folder: string;
  readonly account: ServerAccount | undefined;
}

/** The cluster's own directory, PostgreSQL's PGDATA. */
export const clusterOf = (location: DataLocation): string => join(location.folder, 'data');

/**
 * The place of data that stays. That is the given directory, or, when the server's account can't reach it (a
 * clone under /root), one under /var/tmp named after it. A file in the directory then says where; without that
 * file the directory was removed by hand, and the data that belonged to it goes too.
 */
export async function locateData(given: string): Promise<DataLocation> {
  const directory = resolve(given);
  const account = serverAccount(join(directory, 'data'));
  await mkdir(directory, { recursive: true, mode: account === undefined ? 0o700 : 0o711 });
  if (account === undefined || (await canReach(directory, account))) {
    return { folder: directory, account };
  }
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 12);
  const location = { folder: `/var/tmp/gatehouse-${name}`, account };
  const note = join(directory, 'data-is-elsewhere.txt');
  if ((await stat(note).catch(() => undefined)) === undefined) {
    await stopOrphan(clusterOf(location));
    await rm(location.folder, { recursive: true, force: true });
  }
  await claim(location.folder, account);
  await writeFile(note, `${location.folder}\n`);
  return location;
}

/** A fresh place for data that ends with its server. */
export async function temporaryLocation(): Promise<DataLocation> {
  const account = serverAccount('');
  const reachable = account === undefined || (await canReach(tmpdir(), account));
  const folder = await mkdtemp(join(reachable ? tmpdir() : '/var/tmp', 'gatehouse-'));
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  return { folder, account };
}

/** Makes the folder, or accepts one that nobody but the account can have made: /var/tmp is open to all. */
async function claim(folder: string, account: ServerAccount): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
    await chown(folder, account.uid, account.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const found = await lstat(folder);
    const ours = found.uid === account.uid || found.uid === 0;
    if (found.isDirectory() && ours && (found.mode & 0o077) === 0) return;
    throw new Error(`${folder} belongs to another user; remove it, then start again.`, {
      cause: error,
    });
  }
}
