import { localAddressOf } from './local-address.js';

const elsewhere = { address: '192.0.2.1' };
const here = { address: '127.0.0.1' };

describe('localAddressOf', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::', '::1', '192.0.2.1', 'localhost'])(
    'returns %s without a lookup',
    async (host) => {
      const resolve = () => Promise.reject(new Error('looked up'));
      expect(await localAddressOf(host, { resolve })).toBe(host);
    },
  );

  it('returns the one address of a name that belongs to this machine', async () => {
    const resolve = () => Promise.resolve([elsewhere, here]);
    expect(await localAddressOf('orders-api', { resolve })).toBe('127.0.0.1');
  });

  it('waits for a name that does not resolve to this machine yet', async () => {
    const results = [
      () => Promise.reject(new Error('EAI_AGAIN')),
      () => Promise.resolve([elsewhere]),
      () => Promise.resolve([here]),
    ];
    const resolve = () => results.shift()!();
    expect(await localAddressOf('orders-api', { resolve, timeoutSeconds: 60 })).toBe('127.0.0.1');
    expect(results).toEqual([]);
  });

  it.each<[string, () => Promise<{ address: string }[]>]>([
    ['does not resolve', () => Promise.reject(new Error('ENOTFOUND'))],
    ['belongs to another machine', () => Promise.resolve([elsewhere])],
  ])('rejects a name that %s', async (_case, resolve) => {
    const listening = localAddressOf('orders-api', { resolve, timeoutSeconds: 0 });
    await expect(listening).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
  });
});
