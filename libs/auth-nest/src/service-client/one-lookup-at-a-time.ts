import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup as lookUp } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';

const underWay = new Map<string, Promise<LookupAddress[]>>();

/**
 * Node looks names up on the four threads it has for files and everything else that blocks, and a name server that
 * doesn't answer holds a thread for many seconds, also after whoever asked has given up. So a name is looked up once at a
 * time in this process, and whoever asks meanwhile waits for the same answer: an upstream that can't be found must not
 * keep a service from its database.
 */
export const oneLookupAtATime: LookupFunction = (hostname, options, callback) => {
  const key = `${hostname} ${options.family ?? 0} ${options.hints ?? 0}`;
  let addresses = underWay.get(key);
  if (!addresses) {
    addresses = ask(hostname, options).finally(() => underWay.delete(key));
    underWay.set(key, addresses);
  }
  addresses.then(
    (found) => answer(found, options, callback),
    (error: unknown) => callback(error as NodeJS.ErrnoException, ''),
  );
};

function ask(hostname: string, { family, hints }: LookupOptions): Promise<LookupAddress[]> {
  return lookUp(hostname, { family, hints, all: true });
}

function answer(
  found: LookupAddress[],
  { all = false }: LookupOptions,
  callback: Parameters<LookupFunction>[2],
): void {
  const [first] = found;
  if (all) callback(null, found);
  else callback(null, first?.address ?? '', first?.family);
}
