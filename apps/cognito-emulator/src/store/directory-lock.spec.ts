import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { waitUntil } from '@gatehouse/test-kit';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';
import { DirectoryInUseError, DirectoryLock } from './directory-lock.js';

describe('DirectoryLock', () => {
  const root = temporaryDirectory();
  let count = 0;
  let directory: string;
  beforeEach(() => {
    directory = join(root, `data-${(count += 1)}`);
    mkdirSync(directory);
  });

  const leave = (holder: object, number = 1) =>
    writeFileSync(
      join(directory, `lock-${number}`),
      JSON.stringify({ host: hostname(), pid: process.pid, begun: null, nonce: 'x', ...holder }),
    );
  const taken = async () => {
    const lock = await DirectoryLock.take(directory);
    await lock.release();
  };

  it('is held by one at a time, also within a process', async () => {
    const lock = await DirectoryLock.take(directory);
    await expect(DirectoryLock.take(directory)).rejects.toBeInstanceOf(DirectoryInUseError);
    await lock.release();
    expect(readdirSync(directory)).toEqual([]);
    await taken();
  });

  it('lets at most one of many take it at once', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => DirectoryLock.take(directory)),
    );
    const locks = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(locks.length).toBeLessThanOrEqual(1);
    for (const lock of locks) await lock.release();
    await taken();
  });

  it('takes over from a process that died, and from one whose id was used again', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    leave({ pid });
    await taken();
    leave({ pid: process.pid });
    await taken();
    leave({ pid: process.ppid, begun: '1' });
    await taken();
    writeFileSync(join(directory, 'lock-7'), '');
    await taken();
  });

  (existsSync('/proc/self/stat') ? it : it.skip)('takes over from a zombie', async () => {
    // The child of a shell that became a program which never asks how its children ended.
    const parent = spawn('sh', ['-c', 'sh -c "echo \\$\\$; read line" <&3 & exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    });
    try {
      const [line] = (await once(parent.stdout!, 'data')) as [Buffer];
      const pid = Number(line.toString());
      leave({ pid });
      await expect(taken()).rejects.toBeInstanceOf(DirectoryInUseError);
      (parent.stdio[3] as Writable).end();
      const isZombie = () => readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
      await waitUntil(isZombie, { what: 'the zombie' });
      await taken();
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it('respects a living process', async () => {
    leave({ pid: process.ppid });
    await expect(taken()).rejects.toThrow(`process ${process.ppid} on ${hostname()}`);
    expect(readdirSync(directory)).toEqual(['lock-1']);
  });

  it('goes by the heartbeat of other hosts', async () => {
    leave({ host: 'elsewhere' });
    await expect(taken()).rejects.toBeInstanceOf(DirectoryInUseError);
    const before = new Date(Date.now() - 11_000);
    utimesSync(join(directory, 'lock-1'), before, before);
    await taken();
  });
});
