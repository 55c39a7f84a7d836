import { z } from 'zod';

const longestWaitSeconds = 30;

/** How long a request waits for something to read. */
export const waitSeconds = z.coerce.number().min(0).max(longestWaitSeconds).optional();

/** Something that tells when there is more to read. */
interface Watched {
  /** Calls back whenever something has come or gone, until what it returns is called. */
  watch(onChange: () => void): () => void;
}

interface Wait {
  readonly seconds: number | undefined;
  /** Those who wait are answered early once it says so. */
  readonly closing: AbortSignal;
}

/** What there is to read: now, or as soon as there is anything, or nothing once the wait is over. */
export function readOnceThere<Item>(
  read: () => readonly Item[],
  watched: Watched,
  { seconds = 0, closing }: Wait,
): readonly Item[] | Promise<readonly Item[]> {
  const found = read();
  if (found.length > 0 || seconds === 0 || closing.aborted) return found;
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      stopWatching();
      closing.removeEventListener('abort', finish);
      resolve(read());
    };
    const timer = setTimeout(finish, seconds * 1_000);
    const stopWatching = watched.watch(() => {
      if (read().length > 0) finish();
    });
    closing.addEventListener('abort', finish);
  });
}
