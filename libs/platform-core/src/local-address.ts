import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

interface LookupOptions {
  /** Returns every address of a name; replaced in tests. */
  readonly resolve?: (name: string) => Promise<readonly { readonly address: string }[]>;
  /** How long to retry a name that does not resolve to a local address (5 s). */
  readonly timeoutSeconds?: number;
}

const pauseMilliseconds = 200;

/**
 * Returns the local address to listen on for a HOST setting: an IP address or `localhost` as it is, the address of this
 * machine for any other name. A container network's alias stands for all replicas of a service, of which only one
 * address is local, and it may not resolve yet while the container is being connected to the network.
 *
 * @throws Error with `code` EADDRNOTAVAIL when the name does not resolve to a local address in time.
 */
export async function localAddressOf(host: string, options: LookupOptions = {}): Promise<string> {
  if (isIP(host) !== 0 || host === 'localhost') return host;
  const { resolve = (name) => lookup(name, { all: true }), timeoutSeconds = 5 } = options;
  const deadline = performance.now() + timeoutSeconds * 1_000;
  for (;;) {
    const found = await resolve(host).catch(() => []);
    const local = localAddresses();
    const address = found.map((entry) => entry.address).find((candidate) => local.has(candidate));
    if (address !== undefined) return address;
    if (performance.now() + pauseMilliseconds > deadline) {
      throw Object.assign(new Error('The name is not a name of this machine.'), {
        code: 'EADDRNOTAVAIL',
      });
    }
    await pause(pauseMilliseconds);
  }
}

function localAddresses(): ReadonlySet<string> {
  const interfaces = Object.values(networkInterfaces());
  return new Set(interfaces.flatMap((addresses = []) => addresses.map(({ address }) => address)));
}
