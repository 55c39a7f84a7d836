import { readBounded as readBoundedOfPlatform } from '@gatehouse/platform-core';
import fc from 'fast-check';
import { readBounded } from './read-bounded.js';

const chunks = fc.array(fc.uint8Array({ maxLength: 4 }), { maxLength: 6 });

/** How a reader deals with a body: its result, how much it took, and whether it cancelled the rest. */
async function outcomeOf(reader: typeof readBounded, parts: Uint8Array[] | null, maxBytes: number) {
  let taken = 0;
  let isCancelled = false;
  const body =
    parts &&
    new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const part = parts[taken];
          taken += 1;
          if (part) controller.enqueue(part);
          else controller.close();
        },
        cancel() {
          isCancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
  const result = await reader(body, maxBytes, () => new RangeError('too large')).catch(
    (error: unknown) => error,
  );
  return { result, taken, isCancelled };
}

describe('readBounded', () => {
  // auth-core is published without platform-core and therefore has a copy of its own.
  it('reads, rejects and cancels as platform-core does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.option(chunks), fc.nat({ max: 20 }), async (parts, maxBytes) => {
        const own = await outcomeOf(readBounded, parts, maxBytes);
        expect(own).toEqual(await outcomeOf(readBoundedOfPlatform, parts, maxBytes));
        const size = Buffer.concat(parts ?? []).length;
        expect(own.result instanceof RangeError).toBe(size > maxBytes);
        expect(own.isCancelled).toBe(size > maxBytes);
      }),
    );
  });
});
