import { SharedLock } from './shared-lock.js';

describe('SharedLock', () => {
  const gate = () => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { open, opened };
  };

  it('lets work go on side by side, and waits for all of it to be alone', async () => {
    const lock = new SharedLock();
    const [first, second] = [gate(), gate()];
    const log: string[] = [];
    const work = [first, second].map(({ opened }, number) =>
      lock.shared(async () => {
        await opened;
        log.push(`work ${number}`);
      }),
    );
    const alone = lock.exclusive(() => log.push('alone'));
    const later = lock.shared(() => log.push('later'));
    second.open();
    await work[1];
    first.open();
    await Promise.all([...work, alone, later]);
    expect(log).toEqual(['work 1', 'work 0', 'alone', 'later']);
  });

  it('is alone at once when nobody works', async () => {
    const lock = new SharedLock();
    let done = false;
    const alone = lock.exclusive(() => (done = true));
    expect(done).toBe(true);
    await alone;
  });

  it('passes on what goes wrong, and goes on', async () => {
    const lock = new SharedLock();
    const fail = () => {
      throw new Error('no');
    };
    await expect(lock.shared(fail)).rejects.toThrow('no');
    await expect(lock.exclusive(fail)).rejects.toThrow('no');
    await expect(lock.shared(() => 1)).resolves.toBe(1);
  });

  it('does not keep work waiting for work that waits for it', async () => {
    const lock = new SharedLock();
    const begun = gate();
    const outer = lock.shared(async () => {
      await begun.opened;
      return lock.shared(() => 'inner');
    });
    const alone = lock.exclusive(() => 'alone');
    begun.open();
    expect(await outer).toBe('inner');
    expect(await alone).toBe('alone');
  });
});
