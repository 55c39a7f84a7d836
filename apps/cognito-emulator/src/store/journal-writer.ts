import { type FileHandle, open } from 'node:fs/promises';
import { StoreClosedError } from '../domain/store.js';

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
  private closing: Promise<void> | undefined;

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

  /** @throws StoreClosedError once the writer is closing, or the error of an earlier write */
  requireOpen(): void {
    if (this.failure !== undefined) throw this.failure;
    if (this.closing !== undefined) throw new StoreClosedError();
  }

  async append(bytes: Buffer): Promise<void> {
    this.requireOpen();
    this.size += bytes.length;
    await new Promise<void>((resolve, reject) => {
      this.waiting.push({ bytes, resolve, reject });
      this.busy ??= this.flush();
    });
  }

  /**
   * Rejects further appends, waits until the earlier ones are on the disk and closes the file. Every call returns the
   * same promise.
   */
  close(): Promise<void> {
    return (this.closing ??= this.finish());
  }

  private async finish(): Promise<void> {
    try {
      await this.busy;
      await this.before;
    } finally {
      await this.file.close();
    }
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
