import { readFile } from 'node:fs/promises';
import { CorruptStateError, decodeRecord, type JournalRecord } from './journal-record.js';

export interface JournalContent {
  readonly records: readonly JournalRecord[];
  /** Bytes up to the end of the last whole line; what follows was never acknowledged. */
  readonly wholeBytes: number;
  readonly totalBytes: number;
}

/**
 * Reads a file of records. A last line without its line break is a write that a crash cut short and is left out.
 * @throws CorruptStateError when any whole line is not what was written.
 */
export async function readRecords(path: string): Promise<JournalContent> {
  const bytes = await readFile(path);
  const records: JournalRecord[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    const record = decodeRecord(bytes.subarray(start, end));
    if (record === undefined) throw new CorruptStateError(path, `at byte ${start}`);
    records.push(record);
    start = end + 1;
  }
  return { records, wholeBytes: start, totalBytes: bytes.length };
}
