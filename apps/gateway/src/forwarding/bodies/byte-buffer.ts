/** The buffer starts with this capacity, in bytes, when a body arrives in more than one chunk. */
const firstCapacity = 4_096;

/**
 * Bytes that arrive in chunks, kept in one piece: thousands of tiny chunks would take a hundred times the memory of
 * their content.
 */
export class ByteBuffer {
  length = 0;
  private bytes: Buffer = Buffer.alloc(0);

  /** Memory that the buffer will have once a chunk of so many bytes is appended. */
  capacityWith(size: number): number {
    const needed = this.length + size;
    if (needed <= this.bytes.length || this.length === 0) return Math.max(this.bytes.length, size);
    return Math.max(firstCapacity, this.bytes.length * 2, needed);
  }

  append(chunk: Buffer): void {
    if (this.length === 0) this.bytes = chunk;
    else {
      const capacity = this.capacityWith(chunk.length);
      if (capacity > this.bytes.length) this.grow(capacity);
      chunk.copy(this.bytes, this.length);
    }
    this.length += chunk.length;
  }

  /** The bytes so far; the buffer is empty afterwards. */
  take(): Buffer {
    const { bytes, length } = this;
    this.bytes = Buffer.alloc(0);
    this.length = 0;
    return bytes.subarray(0, length);
  }

  private grow(capacity: number): void {
    const grown = Buffer.allocUnsafeSlow(capacity);
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }
}
