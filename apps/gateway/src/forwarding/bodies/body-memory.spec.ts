import { BodyMemory, type StoredBody } from './body-memory.js';

/** An incomplete body that gives its memory back when it fails, as a real one does. */
class IncompleteBody implements StoredBody {
  received = 0;
  reserved = 0;
  readonly isBuffered = true;
  readonly isPaused = false;
  error: string | undefined;

  constructor(
    private readonly memory: BodyMemory,
    readonly address: string,
  ) {
    memory.add(this);
  }

  grow(bytes: number): boolean {
    if (!this.memory.reserve(this, bytes)) return false;
    this.reserved += bytes;
    return true;
  }

  fail({ message }: Error): void {
    this.error = message;
    this.memory.remove(this);
    this.memory.release(this.reserved);
    this.reserved = 0;
  }
}

const limits = { memoryBytes: 100, incompletePerAddress: 2 };

describe('BodyMemory', () => {
  it('fails the oldest incomplete body of an address that has too many', () => {
    const memory = new BodyMemory(limits);
    const [first, second, third] = [1, 2, 3].map(() => new IncompleteBody(memory, '192.0.2.1'));
    const other = new IncompleteBody(memory, '192.0.2.2');
    expect([first, second, third, other].map((body) => body?.error)).toEqual([
      'too_many_incomplete_bodies',
      undefined,
      undefined,
      undefined,
    ]);
    expect(memory.incomplete).toBe(3);
  });

  it('takes the memory for a new body from the address that holds the most', () => {
    const memory = new BodyMemory(limits);
    const [heavy, alsoHeavy] = [1, 2].map(() => new IncompleteBody(memory, '192.0.2.1'));
    const light = new IncompleteBody(memory, '192.0.2.2');
    expect([heavy?.grow(40), alsoHeavy?.grow(40), light.grow(20)]).toEqual([true, true, true]);
    const fresh = new IncompleteBody(memory, '192.0.2.3');
    expect(fresh.grow(10)).toBe(true);
    expect([heavy, alsoHeavy, light, fresh].map((body) => body?.error)).toEqual([
      'body_memory_exhausted',
      undefined,
      undefined,
      undefined,
    ]);
    expect(memory.used).toBe(70);
  });

  it('has no memory for a new body while complete ones use it up', () => {
    const memory = new BodyMemory(limits);
    const complete = new IncompleteBody(memory, '192.0.2.1');
    complete.grow(100);
    memory.remove(complete);
    const fresh = new IncompleteBody(memory, '192.0.2.2');
    expect(fresh.grow(1)).toBe(false);
    memory.release(complete.reserved);
    expect(new IncompleteBody(memory, '192.0.2.2').grow(1)).toBe(true);
  });

  it('fails a body that needs more than there is', () => {
    const memory = new BodyMemory(limits);
    const greedy = new IncompleteBody(memory, '192.0.2.1');
    expect(greedy.grow(101)).toBe(false);
    expect(memory).toMatchObject({ used: 0, incomplete: 0 });
  });
});
