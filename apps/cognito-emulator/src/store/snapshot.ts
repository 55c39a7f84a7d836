import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Change } from '../domain/store.js';
import { syncDirectory } from './directory-sync.js';
import { readRecords } from './journal-reader.js';
import { CorruptStateError, encodeRecord, type JournalRecord } from './journal-record.js';

export const snapshotName = 'snapshot';

/** Values a record of a snapshot holds; writing one such record doesn't keep the process busy for long. */
const valuesPerRecord = 500;

/**
 * Writes all state as it was after the commit of that sequence. Until it is whole and on the disk the snapshot
 * before it stays in place.
 * @returns its bytes
 */
export async function writeSnapshot(
  directory: string,
  sequence: number,
  contents: readonly Change[],
): Promise<number> {
  const temporary = join(directory, `${snapshotName}.new`);
  await rm(temporary, { force: true });
  const file = await open(temporary, 'wx', 0o600);
  let bytes = 0;
  try {
    for (let start = 0; start < contents.length; start += valuesPerRecord) {
      const changes = contents.slice(start, start + valuesPerRecord).map(toJournalChange);
      bytes += await write({ sequence, changes });
    }
    // A record without changes closes it, so that a snapshot cut short is known for what it is.
    bytes += await write({ sequence, changes: [] });
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(directory, snapshotName));
  await syncDirectory(directory);
  return bytes;

  async function write(record: JournalRecord): Promise<number> {
    const encoded = encodeRecord(record);
    await file.appendFile(encoded);
    return encoded.length;
  }
}

/**
 * The records of a snapshot, and the sequence of the last commit in it.
 * @throws CorruptStateError when it is not whole.
 */
export async function readSnapshot(path: string): Promise<{
  readonly records: readonly JournalRecord[];
  readonly sequence: number;
  readonly bytes: number;
}> {
  const { records, wholeBytes, totalBytes } = await readRecords(path);
  const last = records.at(-1);
  if (last === undefined || last.changes.length > 0 || wholeBytes !== totalBytes)
    throw new CorruptStateError(dirname(path), 'the snapshot has no end');
  return { records, sequence: last.sequence, bytes: totalBytes };
}

export function toJournalChange({ collection, key, value }: Change) {
  return value === undefined
    ? ([collection.name, key] as const)
    : ([collection.name, key, value] as const);
}
