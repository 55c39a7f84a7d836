import { PassThrough } from 'node:stream';
import { readBounded } from './read-bounded.js';

const tooLarge = () => new RangeError('too large');
const read = (body: AsyncIterable<Uint8Array> | null, maxBytes = 4) =>
  readBounded(body, maxBytes, tooLarge);
const bytes = (text: string) => new TextEncoder().encode(text);

/** A web stream of chunks, with what was cancelled of it. */
function streamOf(...chunks: string[]) {
  const left = chunks.map(bytes);
  const seen = { isCancelled: false, left };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = left.shift();
        if (next) controller.enqueue(next);
        else controller.close();
      },
      cancel() {
        seen.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, seen };
}

describe('readBounded', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['ab', ['ab']],
    ['abcd', ['a', '', 'bc', 'd']],
    ['é!', ['é!']],
  ])('returns %j, of at most four bytes', async (text, chunks) => {
    const { body, seen } = streamOf(...chunks);
    expect((await read(body)).toString()).toBe(text);
    expect(seen.isCancelled).toBe(false);
  });

  it('returns an empty body where there is none', async () => {
    expect(await read(null, 0)).toHaveLength(0);
  });

  it.each<[string[]]>([[['abcde']], [['abcd', 'e', 'f']], [['éé', 'e']]])(
    'rejects %j, and cancels the rest',
    async (chunks) => {
      const { body, seen } = streamOf(...chunks, 'more', 'more');
      await expect(read(body)).rejects.toThrow(new RangeError('too large'));
      expect(seen).toMatchObject({
        isCancelled: true,
        left: { length: expect.any(Number) as number },
      });
      expect(seen.left.length).toBeGreaterThanOrEqual(2);
    },
  );

  it('destroys a Node stream that is too long', async () => {
    const stream = new PassThrough();
    stream.write('abcde');
    await expect(read(stream)).rejects.toThrow('too large');
    expect(stream.destroyed).toBe(true);
  });

  it('passes on the error of a body that breaks off', async () => {
    const stream = new PassThrough();
    stream.write('ab');
    const reading = read(stream);
    stream.destroy(new Error('broken off'));
    await expect(reading).rejects.toThrow('broken off');
  });
});
