import { crc32 } from 'node:zlib';

/**
 * One commit in the journal: a line of checksum, length and JSON. JSON text holds no line break, so a line that was
 * not written to its end can't be mistaken for a whole one.
 */
export interface JournalRecord {
  /** Counts up by one from commit to commit, through all files. */
  readonly sequence: number;
  readonly changes: readonly JournalChange[];
}

/** Collection, key and value; no value: the key was removed. */
export type JournalChange =
  | readonly [collection: string, key: string, value: unknown]
  | readonly [collection: string, key: string];

/** The files hold something that was never written there. Restoring them from a copy is the owner's decision. */
export class CorruptStateError extends Error {
  constructor(path: string, where: string) {
    super(
      `the state in ${path} is damaged (${where}); restore the directory from a copy or empty it to start anew`,
    );
    this.name = 'CorruptStateError';
  }
}

export function encodeRecord(record: JournalRecord): Buffer {
  const body = Buffer.from(JSON.stringify([record.sequence, record.changes]));
  const head = `${checksum(body)} ${body.length} `;
  return Buffer.concat([Buffer.from(head), body, Buffer.from('\n')]);
}

/** The record on one line, its line break left off; nothing when the line is not what was written. */
export function decodeRecord(line: Buffer): JournalRecord | undefined {
  const [sum = '', length = ''] = line.subarray(0, 32).toString('latin1').split(' ', 2);
  const body = line.subarray(sum.length + length.length + 2);
  if (length !== String(body.length) || sum !== checksum(body)) return undefined;
  const [sequence, changes] = JSON.parse(body.toString()) as [number, readonly JournalChange[]];
  return { sequence, changes };
}

const checksum = (body: Buffer) => crc32(body).toString(16).padStart(8, '0');
