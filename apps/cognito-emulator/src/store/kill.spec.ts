import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';
import {
  writeAndKill,
  writerCollection,
  writeWriterProgram,
} from '../spec-support/journal-writer-process.js';
import { FileStore } from './file-store.js';

const kills = 12;

describe('a process killed in the middle of its commits', () => {
  const root = temporaryDirectory();

  it('loses nothing it acknowledged and leaves no commit half done', async () => {
    const program = writeWriterProgram(join(root, 'program'));
    const directory = join(root, 'data');
    mkdirSync(directory);
    const acknowledged: number[] = [];
    for (let round = 0; round < kills; round++) {
      const first = round * 100_000;
      const acknowledgements = 1 + round * 17;
      acknowledged.push(...(await writeAndKill(program, directory, { first, acknowledgements })));

      const store = await FileStore.open({ directory, collections: [writerCollection] });
      const keys = new Set(
        [...store.all<{ number: number }>(writerCollection as never)].map(({ number }) => number),
      );
      for (const number of acknowledged) expect(keys.has(number)).toBe(true);
      for (const number of keys) {
        const [one, other] = ['a', 'b'].map((half) =>
          store.get(writerCollection as never, `${half}${number}`),
        );
        expect(one).toEqual(other);
        expect(one).toEqual({ number, filler: 'x'.repeat(number % 97) });
      }
      await store.close();
    }
    expect(acknowledged.length).toBeGreaterThan(kills * 50);
  }, 60_000);
});
