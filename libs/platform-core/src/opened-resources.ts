import type { Logger } from './logger.js';

/** What a process has opened, to be closed in reverse order. */
export class OpenedResources {
  private readonly closers: (() => Promise<void>)[] = [];
  private closing: Promise<void> | undefined;

  /** Adds a resource that has just been opened. */
  add(close: () => Promise<void>): void {
    this.closers.push(close);
  }

  /**
   * Closes every resource once, the newest first, each after the one before it is closed. Every call returns the same
   * promise.
   *
   * @throws the error of a resource that could not be closed, after all others are closed; an AggregateError of several
   */
  close(): Promise<void> {
    return (this.closing ??= this.closeAll());
  }

  private async closeAll(): Promise<void> {
    const errors: unknown[] = [];
    for (const close of this.closers.reverse()) {
      await close().catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 1) throw new AggregateError(errors, 'Several resources were not closed.');
    if (errors.length === 1) throw errors[0];
  }
}

/**
 * Runs a start that opens resources one after another. When it fails, those that are open are closed, and what cannot be
 * closed is logged.
 *
 * @throws the error of the start
 */
export async function openResources<T>(
  logger: Logger,
  start: (opened: OpenedResources) => Promise<T>,
): Promise<T> {
  const opened = new OpenedResources();
  try {
    return await start(opened);
  } catch (error) {
    await opened.close().catch((err: unknown) => {
      logger.error({ err }, 'a failed start could not close everything');
    });
    throw error;
  }
}
