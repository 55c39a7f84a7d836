import type { LookupAddress } from 'node:dns';
import { oneLookupAtATime } from './one-lookup-at-a-time.js';

interface Found {
  readonly address: string | LookupAddress[];
  readonly family: number | undefined;
}

const find = (hostname: string, options: { all?: boolean; family?: number } = {}) =>
  new Promise<Found>((resolve, reject) => {
    oneLookupAtATime(hostname, options, (error, address, family) => {
      if (error) reject(error);
      else resolve({ address, family });
    });
  });

describe('oneLookupAtATime', () => {
  it('finds one address, or all', async () => {
    expect(await find('127.0.0.1')).toEqual({ address: '127.0.0.1', family: 4 });
    expect((await find('127.0.0.1', { all: true })).address).toEqual([
      { address: '127.0.0.1', family: 4 },
    ]);
    expect((await find('localhost', { family: 4 })).address).toBe('127.0.0.1');
  });

  it('gives all who ask at once the same answer, in the form each asked for', async () => {
    const [one, all] = await Promise.all([
      find('localhost', { family: 4 }),
      find('localhost', { family: 4, all: true }),
    ]);
    expect(all.address).toContainEqual({ address: one.address, family: 4 });
  });

  it('says what went wrong, to everyone, and asks anew the next time', async () => {
    const asked = [find('no-such-host.invalid'), find('no-such-host.invalid', { all: true })];
    for (const result of await Promise.allSettled(asked)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { syscall: 'getaddrinfo' } });
    }
    await expect(find('no-such-host.invalid')).rejects.toMatchObject({ syscall: 'getaddrinfo' });
  });
});
