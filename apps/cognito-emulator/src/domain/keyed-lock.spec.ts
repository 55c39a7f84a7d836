import { KeyedLock } from './keyed-lock.js';

describe('KeyedLock', () => {
  const turns = async (count = 20) => {
    for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
  };

  it('runs work on a key one after another, also after work that fails', async () => {
    const lock = new KeyedLock();
    const order: string[] = [];
    const work = (name: string) => () => {
      order.push(`${name} begins`);
      return turns().then(() => {
        order.push(`${name} ends`);
        if (name === 'a') throw new Error('a');
      });
    };
    const others = [lock.run('key', work('b')), lock.run('key', work('c'))];
    await expect(lock.run('key', work('a'))).rejects.toThrow('a');
    await Promise.all([...others, lock.run('key', work('d'))]);
    expect(order).toEqual(
      ['b', 'c', 'a', 'd'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it('does not keep other keys waiting', async () => {
    const lock = new KeyedLock();
    let open: () => void = () => undefined;
    const held = lock.run('one', () => new Promise<void>((resolve) => (open = resolve)));
    await expect(lock.run('other', () => Promise.resolve('done'))).resolves.toBe('done');
    open();
    await held;
  });

  it('lets others work while work stands aside, and not after', async () => {
    const lock = new KeyedLock();
    const order: string[] = [];
    const first = lock.run('key', async () => {
      order.push('first');
      await lock.aside('key', async () => {
        await lock.run('key', async () => {
          order.push('inner');
          await turns();
          order.push('inner ends');
        });
        await expect(lock.aside('other', () => Promise.reject(new Error('late')))).rejects.toThrow(
          'late',
        );
      });
      order.push('first goes on');
      await turns();
      order.push('first ends');
    });
    const second = lock.run('key', () => {
      order.push('second');
      return turns();
    });
    await Promise.all([first, second]);
    expect(order.indexOf('inner ends')).toBeLessThan(order.indexOf('first goes on'));
    expect(order.slice(-2)).toEqual(['first goes on', 'first ends']);
    expect(order).toContain('second');
  });

  it('goes on alone after what it stood aside for has failed', async () => {
    const lock = new KeyedLock();
    const failing = lock.run('key', () =>
      lock.aside('key', () => Promise.reject(new Error('late'))),
    );
    await expect(failing).rejects.toThrow('late');
    await expect(lock.run('key', () => Promise.resolve('free'))).resolves.toBe('free');
  });
});
