import { Server } from 'node:net';

/** Something that a test opens and has to close: a server, an app, a process; or a function that closes it. */
export type Closable =
  { close(): unknown } | { stop(): unknown } | { destroy(): unknown } | (() => unknown);

interface Entry {
  isPending: boolean;
  /** Resolves to undefined when the resource did not open. */
  readonly opened: Promise<{ readonly resource: unknown; close(): unknown } | undefined>;
}

/**
 * Closes what a test opens, also when a later step fails. Add each resource while it opens: then no failure can come
 * between its start and its registration.
 */
export class Resources {
  private entries: Entry[] = [];
  private isClosed = false;

  /**
   * Registers a resource, or the promise of one, and returns its argument.
   *
   * @param close closes the resource. By default a function is called, a server of Node.js is closed together with its
   *   HTTP connections, and for anything else `close()`, `stop()` or `destroy()` is called.
   */
  add<T extends Closable | PromiseLike<Closable>>(resource: T): T;
  add<T>(resource: T, close: (resource: Awaited<T>) => unknown): T;
  add<T>(resource: T, close: (resource: Awaited<T>) => unknown = closeByDefault): T {
    const entry: Entry = {
      isPending: true,
      opened: Promise.resolve(resource).then(
        (opened) => {
          entry.isPending = false;
          return { resource: opened, close: () => close(opened) };
        },
        () => {
          entry.isPending = false;
          return undefined;
        },
      ),
    };
    this.entries.push(entry);
    // A hook that exceeded its timeout continues to open resources.
    if (this.isClosed) void this.closeAll();
    return resource;
  }

  /**
   * Runs a function that opens several resources, and closes all resources when it fails.
   *
   * @throws the error of the function; an AggregateError of that error and others when closing fails, too
   */
  async open<T>(opening: () => T | Promise<T>): Promise<T> {
    try {
      return await opening();
    } catch (error) {
      const failures = await this.closeAll();
      if (failures.length > 0) throw new AggregateError([error, ...failures], String(error));
      throw error;
    }
  }

  /**
   * Closes each resource once, in reverse order. Resources that are still opening are closed last, once they are open.
   * A failure does not keep the others open. Resources that are added later are closed at once.
   *
   * @throws the error of the resource that failed to close; an AggregateError when several failed
   */
  async close(): Promise<void> {
    const failures = await this.closeAll();
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join('\n'));
  }

  private async closeAll(): Promise<unknown[]> {
    this.isClosed = true;
    // What is open already reports it now.
    await Promise.resolve();
    const entries = this.entries.splice(0).reverse();
    const pending = entries.filter(({ isPending }) => isPending);
    const closed = new Set<unknown>();
    const failures: unknown[] = [];
    const close = async (entry: Entry): Promise<void> => {
      const opened = await entry.opened;
      if (opened === undefined || closed.has(opened.resource)) return;
      closed.add(opened.resource);
      try {
        await opened.close();
      } catch (error) {
        failures.push(error);
      }
    };
    for (const entry of entries) if (!pending.includes(entry)) await close(entry);
    await Promise.all(pending.map(close));
    return failures;
  }
}

async function closeByDefault(resource: unknown): Promise<void> {
  if (resource instanceof Server) await closeServer(resource);
  else if (typeof resource === 'function') await (resource as () => unknown)();
  else if (hasMethod(resource, 'close')) await resource.close();
  else if (hasMethod(resource, 'stop')) await resource.stop();
  else if (hasMethod(resource, 'destroy')) await resource.destroy();
  else throw new TypeError('The resource has no method that closes it: pass a function.');
}

/** Closes a server without waiting for idle or stuck HTTP connections. A closed server stays closed. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  if (hasMethod(server, 'closeAllConnections')) server.closeAllConnections();
  await closed;
}

function hasMethod<Name extends string>(
  resource: unknown,
  name: Name,
): resource is Record<Name, () => unknown> {
  return typeof (resource as Record<string, unknown> | null)?.[name] === 'function';
}
