import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { CallerLeftError, ForwardingError } from '../forwarding-error.js';
import type { BodyLimits } from './body-limits.js';
import type { BodyMemory, StoredBody } from './body-memory.js';
import type { BodyProgress } from './body-progress.js';
import { ByteBuffer } from './byte-buffer.js';

/** What all bodies share. */
export interface BodyResources {
  readonly limits: BodyLimits;
  readonly memory: BodyMemory;
  readonly progress: BodyProgress;
  /** Called with each rejection. */
  readonly onRejected: (error: ForwardingError) => void;
}

/**
 * The body of one request. It is read into memory up to the size that is forwarded whole; of a longer body the rest
 * stays unread until `stream()`.
 */
export class RequestBody implements StoredBody {
  received = 0;
  isBuffered = true;
  isPaused = false;
  /** Bytes of memory reserved for it. */
  reserved = 0;
  private isComplete = false;
  private readonly buffer = new ByteBuffer();
  private error: Error | undefined;
  private settle: (() => void) | undefined;
  private rest: Transform | undefined;

  constructor(
    private readonly request: IncomingMessage,
    readonly address: string,
    private readonly resources: BodyResources,
  ) {}

  /** Whether it is too long to be forwarded whole. */
  get isLong(): boolean {
    return !this.isComplete;
  }

  /**
   * Reads until the body is complete, or too long to be forwarded whole.
   *
   * @throws ForwardingError when it is too slow or too large, or there is no memory for it
   * @throws CallerLeftError
   */
  async read(): Promise<void> {
    const { request } = this;
    await new Promise<void>((resolve) => {
      this.settle = resolve;
      this.resources.memory.add(this);
      this.resources.progress.watch(this);
      request.on('data', this.store).once('end', this.complete);
      request.on('error', this.close).once('close', this.close);
      if (request.destroyed) this.close();
    });
    request.off('data', this.store).off('end', this.complete);
    if (this.error) throw this.error;
  }

  /** The whole body. Call once. */
  whole(): Buffer {
    return this.buffer.take();
  }

  /** The part that was read, followed by the rest, for a long body. It fails as `read()` does. */
  stream(): Transform {
    const { progress, limits } = this.resources;
    const rest = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.received += chunk.length;
        if (this.received <= limits.maxBytes) done(null, chunk);
        else this.fail(new ForwardingError('body_too_large'));
      },
    });
    this.rest = rest;
    this.isBuffered = false;
    this.received = 0;
    progress.watch(this);
    // Consumers see the error on the stream; without a consumer it must not end the process.
    rest.on('error', () => undefined).once('close', () => progress.unwatch(this));
    rest.on('drain', () => (this.isPaused = false));
    // The upstream has read this part: a caller that sends the rest slowly holds no memory.
    rest.write(this.buffer.take(), () => this.releaseMemory());
    this.request.pipe(rest).once('finish', () => progress.unwatch(this));
    this.request.on('data', () => (this.isPaused = rest.writableNeedDrain));
    this.isPaused = rest.writableNeedDrain;
    return rest;
  }

  /** Ends the reading with an error. */
  fail(error: ForwardingError | CallerLeftError): void {
    if (this.error || this.isComplete) return;
    this.error = error;
    if (error instanceof ForwardingError) this.resources.onRejected(error);
    this.release();
    this.rest?.destroy(error);
  }

  /** Gives the memory back; the body is not needed any more. */
  release(): void {
    this.stop();
    this.releaseMemory();
    this.buffer.take();
  }

  private releaseMemory(): void {
    this.resources.memory.release(this.reserved);
    this.reserved = 0;
  }

  private readonly store = (chunk: Buffer): void => {
    if (this.error || this.isComplete) return;
    const { limits, memory } = this.resources;
    const more = this.buffer.capacityWith(chunk.length) - this.reserved;
    if (this.received + chunk.length > limits.maxBytes) {
      this.fail(new ForwardingError('body_too_large'));
    } else if (!memory.reserve(this, more)) {
      this.fail(new ForwardingError('body_memory_exhausted'));
    } else {
      this.reserved += more;
      this.received += chunk.length;
      this.buffer.append(chunk);
      if (this.received > limits.wholeBytes) {
        this.request.pause();
        this.stop();
      }
    }
  };

  private readonly complete = (): void => {
    if (this.error) return;
    this.isComplete = true;
    this.stop();
  };

  private readonly close = (): void => {
    if (!this.request.readableEnded) this.fail(new CallerLeftError());
  };

  private stop(): void {
    this.resources.memory.remove(this);
    this.resources.progress.unwatch(this);
    this.settle?.();
    this.settle = undefined;
  }
}
