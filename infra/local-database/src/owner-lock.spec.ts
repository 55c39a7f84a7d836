import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useResources } from '@gatehouse/test-kit';
import { takeOwnership } from './owner-lock.js';
import { startOf } from './process-table.js';

describe('takeOwnership', () => {
  const resources = useResources();
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'owner-'));
    resources.add(() => rm(folder, { recursive: true }));
  });

  it('gives a folder to one owner, and to the next when it is given back', async () => {
    const release = await takeOwnership(folder);
    await expect(takeOwnership(folder)).rejects.toThrow('in use by another process');
    await release();
    await (
      await takeOwnership(folder)
    )();
    expect(await readdir(folder)).toEqual([]);
  });

  it('respects a living process, and inherits from one that is gone', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    resources.add(() => other.kill('SIGKILL'));
    await once(other, 'spawn');
    writeFileSync(join(folder, 'owner'), `${other.pid!} ${startOf(other.pid!)!}`);
    await expect(takeOwnership(folder)).rejects.toThrow(`(${other.pid!})`);
    other.kill('SIGKILL');
    await once(other, 'exit');
    const release = await takeOwnership(folder);
    await release();
  });

  it('does not take a reused process id for the owner', async () => {
    writeFileSync(join(folder, 'owner'), `${process.ppid} some other start`);
    const release = await takeOwnership(folder);
    await release();
  });
});
