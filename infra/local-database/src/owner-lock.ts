import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOf } from './process-table.js';

const held = new Set<string>();

/**
 * Takes a folder for this process alone; a lock left behind by a process that is gone is taken over.
 *
 * @returns a function that gives the folder back.
 * @throws Error when a living process holds it.
 */
export async function takeOwnership(folder: string): Promise<() => Promise<void>> {
  const lock = join(folder, 'owner');
  if (held.has(lock)) throw inUse(folder, process.pid);
  held.add(lock);
  try {
    await place(lock, folder);
  } catch (error) {
    held.delete(lock);
    throw error;
  }
  return async () => {
    await rm(lock, { force: true });
    held.delete(lock);
  };
}

async function place(lock: string, folder: string): Promise<void> {
  const claim = `${lock}.${randomBytes(6).toString('hex')}`;
  await writeFile(claim, `${process.pid} ${startOf(process.pid) ?? ''}`, {
    flag: 'wx',
    mode: 0o600,
  });
  try {
    const owner = await livingOwner(lock);
    if (owner !== undefined) throw inUse(folder, owner);
    await rm(lock, { force: true });
    await link(claim, lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw inUse(folder, (await livingOwner(lock)) ?? 0);
  } finally {
    await rm(claim, { force: true });
  }
}

async function livingOwner(lock: string): Promise<number | undefined> {
  const [pid, start] = (await readFile(lock, 'utf8').catch(() => '')).split(/ (.*)/);
  const living = start !== undefined && startOf(Number(pid)) === start;
  return living && Number(pid) !== process.pid ? Number(pid) : undefined;
}

function inUse(folder: string, pid: number): Error {
  return new Error(`The database in ${folder} is in use by another process (${pid}).`);
}
