import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, sendSignal } from './process-table.js';

/**
 * Ends a server that still runs on a cluster although the process that started it is gone, and clears a lock
 * file whose process id now belongs to another program. A lock file without a living process is left to
 * PostgreSQL, which also looks for surviving backends before it takes over.
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const lockFile = join(cluster, 'postmaster.pid');
  const lock = await readFile(lockFile, 'utf8').catch(() => '');
  const pid = Number.parseInt(lock, 10);
  const command = pid > 0 ? commandOf(pid) : undefined;
  if (command === undefined) return;
  if (!command.includes(cluster)) return rm(lockFile, { force: true });
  sendSignal(pid, 'SIGINT');
  if (await hasEnded(pid, cluster, 10_000)) return;
  sendSignal(pid, 'SIGQUIT');
  if (await hasEnded(pid, cluster, 5_000)) return;
  throw new Error(`An earlier PostgreSQL (process ${pid}) still runs on ${cluster} and won't end.`);
}

async function hasEnded(pid: number, cluster: string, limitMilliseconds: number): Promise<boolean> {
  const deadline = Date.now() + limitMilliseconds;
  while (commandOf(pid)?.includes(cluster)) {
    if (Date.now() > deadline) return false;
    await pause(25);
  }
  return true;
}
