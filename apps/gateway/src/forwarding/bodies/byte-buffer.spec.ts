import { ByteBuffer } from './byte-buffer.js';

describe('ByteBuffer', () => {
  it('returns the bytes in the order of their arrival, and is empty afterwards', () => {
    const buffer = new ByteBuffer();
    for (const text of ['ab', 'c', '', 'defgh']) buffer.append(Buffer.from(text));
    expect(buffer.take().toString()).toBe('abcdefgh');
    expect(buffer.take()).toHaveLength(0);
  });

  it('keeps a single chunk without a copy', () => {
    const chunk = Buffer.from('whole');
    const buffer = new ByteBuffer();
    expect(buffer.capacityWith(chunk.length)).toBe(chunk.length);
    buffer.append(chunk);
    expect(buffer.take().buffer).toBe(chunk.buffer);
  });

  it('takes at most twice the memory of its bytes, however small the chunks', () => {
    const buffer = new ByteBuffer();
    let capacity = 0;
    for (let size = 1; size <= 65_536; size += 1) {
      capacity = buffer.capacityWith(1);
      buffer.append(Buffer.from('a'));
    }
    expect(capacity).toBeLessThanOrEqual(2 * 65_536);
    expect(buffer.take().equals(Buffer.alloc(65_536, 'a'))).toBe(true);
  });
});
