import { readFileSync } from 'node:fs';
import { open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

const lockName = /^lock-(\d+)$/;
const heartbeatMilliseconds = 2_000;
const silentMilliseconds = 10_000;

export class DirectoryInUseError extends Error {
  constructor(directory: string, holder: LockHolder) {
    super(
      `${directory} is in use by another emulator (process ${holder.pid} on ${holder.host}); ` +
        'two can not share a data directory',
    );
    this.name = 'DirectoryInUseError';
  }
}

interface LockHolder {
  readonly host: string;
  readonly pid: number;
  /** When the process began, in the kernel's count: process ids are used again. Null where that can't be known. */
  readonly begun: string | null;
  /** Tells locks of one process apart. */
  readonly nonce: string;
}

/**
 * Keeps a directory to one process. The lock is a numbered file; that of a process that died is taken over by making
 * the file with the next number, which only one of several can do.
 */
export class DirectoryLock {
  private static readonly held = new Set<string>();
  private readonly heartbeat: NodeJS.Timeout;

  private constructor(
    private readonly path: string,
    private readonly nonce: string,
  ) {
    DirectoryLock.held.add(nonce);
    this.heartbeat = setInterval(() => {
      const now = new Date();
      // Without the file there is nothing left to keep fresh; the next commit fails or not on its own account.
      utimes(path, now, now).catch(() => undefined);
    }, heartbeatMilliseconds);
    this.heartbeat.unref();
  }

  /** @throws DirectoryInUseError while another process, or this one, holds the directory. */
  static async take(directory: string): Promise<DirectoryLock> {
    const numbers = await lockNumbers(directory);
    await requireAllDead(directory, numbers);
    const number = Math.max(0, ...numbers) + 1;
    const lock = await DirectoryLock.create(directory, number);
    if (lock === undefined) return DirectoryLock.take(directory);
    try {
      const others = (await lockNumbers(directory)).filter((other) => other !== number);
      await requireAllDead(directory, others);
      for (const other of others) await rm(lockPath(directory, other), { force: true });
      return lock;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  async release(): Promise<void> {
    clearInterval(this.heartbeat);
    await rm(this.path, { force: true });
    DirectoryLock.held.delete(this.nonce);
  }

  /** Whether a lock with that nonce is held by this very process. */
  static isHeldHere(nonce: string): boolean {
    return DirectoryLock.held.has(nonce);
  }

  private static async create(
    directory: string,
    number: number,
  ): Promise<DirectoryLock | undefined> {
    const path = lockPath(directory, number);
    const nonce = crypto.randomUUID();
    const self: LockHolder = {
      host: hostname(),
      pid: process.pid,
      begun: processStatus(process.pid).begun,
      nonce,
    };
    try {
      const file = await open(path, 'wx', 0o600);
      try {
        await file.writeFile(JSON.stringify(self));
      } finally {
        await file.close();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
      throw error;
    }
    return new DirectoryLock(path, nonce);
  }
}

const lockPath = (directory: string, number: number) => join(directory, `lock-${number}`);

async function lockNumbers(directory: string): Promise<number[]> {
  const found = (await readdir(directory)).map((name) => lockName.exec(name)?.[1]);
  return found.flatMap((number) => (number === undefined ? [] : [Number(number)]));
}

async function requireAllDead(directory: string, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    const path = lockPath(directory, number);
    const holder = await readHolder(path);
    if (holder !== undefined && (await isAlive(path, holder)))
      throw new DirectoryInUseError(directory, holder);
  }
}

/** Who holds a lock; nobody if the file is gone, or if its writer died before it had written it. */
async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as LockHolder;
  } catch {
    return undefined;
  }
}

async function isAlive(path: string, holder: LockHolder): Promise<boolean> {
  if (DirectoryLock.isHeldHere(holder.nonce)) return true;
  if (holder.host !== hostname()) return wasTouchedLately(path);
  if (holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const { state, begun } = processStatus(holder.pid);
  // A zombie is dead: its id lasts only until its parent asks how it ended.
  if (state === 'Z' || state === 'X') return false;
  return holder.begun === null || begun === holder.begun;
}

/** Processes of other hosts, or containers, can't be asked; a living holder touches its lock every two seconds. */
async function wasTouchedLately(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs < silentMilliseconds;
  } catch {
    return false;
  }
}

/** A process's state and when it began, out of Linux's /proc (proc(5), fields 3 and 22 of stat). */
function processStatus(pid: number): { state: string | null; begun: string | null } {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? null, begun: fields[19] ?? null };
  } catch {
    return { state: null, begun: null };
  }
}
