import { execFile } from 'node:child_process';
import { chown, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type DataLocation, clusterOf } from './data-location.js';
import { serverEnvironment } from './server.js';

/**
 * Makes the cluster unless there is one. It is made beside its place and moved there when complete, so what an
 * interrupted run leaves is never taken for a cluster.
 */
export async function ensureCluster(
  initdb: string,
  location: DataLocation,
  superuserPasswordFile: string,
): Promise<void> {
  const cluster = clusterOf(location);
  if ((await stat(cluster).catch(() => undefined)) !== undefined) return;
  const unfinished = join(location.folder, 'data.unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (location.account !== undefined) {
    await chown(unfinished, location.account.uid, location.account.gid);
  }
  await promisify(execFile)(
    initdb,
    [
      `--pgdata=${unfinished}`,
      '--username=postgres',
      `--pwfile=${superuserPasswordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      // There is no data yet that a power failure could take.
      '--no-sync',
    ],
    { ...location.account, cwd: location.folder, env: serverEnvironment },
  );
  await rename(unfinished, cluster);
}
