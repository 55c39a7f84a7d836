import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useResources } from '@gatehouse/test-kit';
import { put } from '../domain/store.js';
import {
  slots,
  writeAndKill,
  writerCollection,
  writeWriterProgram,
} from '../spec-support/journal-writer-process.js';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';
import { FileStore } from './file-store.js';
import { encodeRecord } from './journal-record.js';
import { snapshotName } from './snapshot.js';

// Some in every test run; `npm run soak` kills two hundred times.
const kills = Number(process.env.KILLS ?? 20);

describe('a process killed in the middle of its commits', () => {
  const resources = useResources();
  const root = temporaryDirectory();

  it('loses nothing it acknowledged and leaves no commit half done', async () => {
    const program = writeWriterProgram(join(root, 'program'));
    const directory = join(root, 'data');
    mkdirSync(directory);
    /** The last number that was acknowledged for each slot. */
    const acknowledged = new Map<number, number>();
    let next = 0;
    for (let round = 0; round < kills; round++) {
      const moment = {
        first: next,
        acknowledgements: 1 + ((round * 61) % 500),
        laterMilliseconds: round % 4,
      };
      for (const number of await writeAndKill(resources, program, directory, moment))
        acknowledged.set(number % slots, number);
      if (round % 2 === 1) tear(directory, round);

      const store = await resources.add(
        FileStore.open({ directory, collections: [writerCollection] }),
      );
      const written = [...store.all(writerCollection)].map(({ number }) => number);
      next = Math.max(...written) + 1;
      for (const [slot, number] of acknowledged) {
        const found = store.get(writerCollection, `a${slot}`)?.number;
        expect(found).toBeGreaterThanOrEqual(number);
      }
      for (const number of written) {
        const [one, other] = ['a', 'b'].map((half) =>
          store.get(writerCollection, `${half}${number % slots}`),
        );
        expect(one).toEqual({ number, filler: 'x'.repeat(number % 97) });
        expect(one).toEqual(other);
      }
      await store.close();
    }
    expect(next).toBeGreaterThan(kills * 50);
    // The journal was folded all along.
    expect(readdirSync(directory)).toContain(snapshotName);
    expect(Number(journalsIn(directory)[0]?.slice(-8))).toBeGreaterThan(kills / 2);
    await foldOnce(directory);
    expect(journalsIn(directory)).toHaveLength(1);
  }, 600_000);
});

/** Folds what is there. A process that is killed before its snapshot is complete leaves the journals before it. */
async function foldOnce(directory: string): Promise<void> {
  const store = await FileStore.open({
    directory,
    collections: [writerCollection],
    foldAboveBytes: 1,
  });
  const before = journalsIn(directory).at(-1);
  for (let number = 0; journalsIn(directory).at(-1) === before; number++)
    await store.commit([put(writerCollection, { number, filler: '' })]);
  await store.close();
}

/** What a power failure leaves: the beginning of one more record, and half a snapshot. */
function tear(directory: string, round: number): void {
  const record = encodeRecord({ sequence: 1e9, changes: [['numbers', 'torn', { round }]] });
  const journal = journalsIn(directory).at(-1);
  if (journal !== undefined)
    appendFileSync(join(directory, journal), record.subarray(0, 1 + (round % (record.length - 1))));
  writeFileSync(join(directory, `${snapshotName}.new`), record.subarray(0, round % record.length));
}

const journalsIn = (directory: string) =>
  readdirSync(directory)
    .filter((name) => name.startsWith('journal-'))
    .sort();
