import { chmod, mkdir, readdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { readRecords } from './journal-reader.js';
import { CorruptStateError, type JournalRecord } from './journal-record.js';
import { readSnapshot, snapshotName } from './snapshot.js';

const journalName = /^journal-(\d{8})$/;

/** Journals are numbered in the order they were begun. */
export const journalPath = (directory: string, number: number) =>
  join(directory, `journal-${number.toString().padStart(8, '0')}`);

/** The system doesn't let the directory be used: it is full, read only, another's, or no directory at all. */
export class UnusableDirectoryError extends Error {
  constructor(directory: string, code: string, cause?: unknown) {
    super(`${directory} can't be used as a data directory (${code})`, { cause });
    this.name = 'UnusableDirectoryError';
  }
}

/**
 * Does something with a directory.
 * @throws UnusableDirectoryError for what the system refuses.
 */
export async function usingDirectory<Result>(
  directory: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { syscall, code } = error as NodeJS.ErrnoException;
    if (syscall === undefined || code === undefined) throw error;
    throw new UnusableDirectoryError(directory, code, error);
  }
}

/** Makes the directory if need be, and keeps other people of the machine out of it. */
export async function prepareDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    await chmod(directory, 0o700);
  } catch (error) {
    // A mounted volume may belong to someone else; the files in it are 0600 all the same.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}

export interface StateOnDisk {
  readonly records: readonly JournalRecord[];
  readonly lastSequence: number;
  readonly snapshotBytes: number;
  /** The number of the journal to go on with. */
  readonly journalNumber: number;
}

/**
 * Reads the snapshot and then every commit after it, and cuts off what a crash left half written.
 * @throws CorruptStateError when something is missing or not what was written.
 */
export async function readState(directory: string): Promise<StateOnDisk> {
  const names = await readdir(directory);
  await rm(join(directory, `${snapshotName}.new`), { force: true });
  const snapshot = names.includes(snapshotName)
    ? await readSnapshot(join(directory, snapshotName))
    : { records: [], sequence: 0, bytes: 0 };
  const records = [...snapshot.records];
  let lastSequence = snapshot.sequence;
  const journals = names.filter((name) => journalName.test(name)).sort();
  for (const name of journals) {
    for (const record of await wholeRecords(join(directory, name), name === journals.at(-1))) {
      if (record.sequence <= lastSequence) continue;
      if (record.sequence !== lastSequence + 1)
        throw new CorruptStateError(directory, `a commit before ${name} is missing`);
      records.push(record);
      lastSequence = record.sequence;
    }
  }
  const journalNumber = numberOf(journals.at(-1) ?? '') ?? 1;
  return { records, lastSequence, snapshotBytes: snapshot.bytes, journalNumber };
}

/** Removes the journals begun before the one of that number, which a snapshot has made superfluous. */
export async function removeJournalsBefore(directory: string, number: number): Promise<void> {
  for (const name of await readdir(directory))
    if ((numberOf(name) ?? number) < number) await rm(join(directory, name));
}

function numberOf(name: string): number | undefined {
  const digits = journalName.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

async function wholeRecords(path: string, isLast: boolean): Promise<readonly JournalRecord[]> {
  const { records, wholeBytes, totalBytes } = await readRecords(path);
  if (wholeBytes === totalBytes) return records;
  // Only the journal in use at the crash can end in the middle of a line: the others were synced before they were left.
  if (!isLast) throw new CorruptStateError(path, 'it ends too early');
  await truncate(path, wholeBytes);
  return records;
}
