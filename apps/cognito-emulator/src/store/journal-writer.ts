import { type FileHandle, open } from 'node:fs/promises';

interface Waiting {
  readonly bytes: Buffer;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Appends to a file and tells each writer when its bytes are on the disk. Writers who come while the disk is busy
 * share the next sync. After one failure it takes nothing more: what the file holds then is unknown.
 */
export class JournalWriter {
  private waiting: Waiting[] = [];
  private busy: Promise<void> | undefined;
  private failure: Error | undefined;
  private before: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: FileHandle,
    private size: number,
  ) {}

  static async open(path: string): Promise<JournalWriter> {
    const file = await open(path, 'a', 0o600);
    return new JournalWriter(file, (await file.stat()).size);
  }

  /** Lets nothing reach the disk before another writer's bytes have: commits stay in order across files. */
  follow(before: JournalWriter): void {
    this.before = before.close();
    // Reported where it matters: to those whose bytes can't be written because of it.
    this.before.catch(() => undefined);
  }

  /** Bytes in the file once everything asked for so far is written. */
  get bytes(): number {
    return this.size;
  }

  append(bytes: Buffer): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.size += bytes.length;
    return new Promise((resolve, reject) => {
      this.waiting.push({ bytes, resolve, reject });
      this.busy ??= this.flush();
    });
  }

  /** Waits until everything asked for is on the disk, then closes the file. */
  async close(): Promise<void> {
    await this.busy;
    await this.before;
    await this.file.close();
    if (this.failure !== undefined) throw this.failure;
  }

  private async flush(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        await this.before;
        await this.file.appendFile(Buffer.concat(batch.map(({ bytes }) => bytes)));
        await this.file.datasync();
        for (const { resolve } of batch) resolve();
      } catch (error) {
        this.failure = new Error('the journal could not be written', { cause: error });
        for (const { reject } of [...batch, ...this.waiting]) reject(this.failure);
        this.waiting = [];
      }
    }
    this.busy = undefined;
  }
}
