import { OpenedResources } from './opened-resources.js';

describe('OpenedResources', () => {
  let closed: string[];
  let opened: OpenedResources;

  const add = (name: string, closing: Promise<void> = Promise.resolve()) =>
    opened.add(async () => {
      closed.push(`${name} begins`);
      await closing;
      closed.push(`${name} ends`);
    });

  beforeEach(() => {
    closed = [];
    opened = new OpenedResources();
  });

  it('closes the newest first, each after the one before it', async () => {
    for (const name of ['database', 'app']) add(name);
    await opened.close();
    expect(closed).toEqual(['app begins', 'app ends', 'database begins', 'database ends']);
  });

  it('closes each once, however often it is asked to', async () => {
    add('app');
    const first = opened.close();
    expect(opened.close()).toBe(first);
    await first;
    await opened.close();
    expect(closed).toEqual(['app begins', 'app ends']);
  });

  it('closes what is left when one cannot be closed, and rejects with its error', async () => {
    const error = new Error('stuck');
    add('database');
    add('app', Promise.reject(error));
    await expect(opened.close()).rejects.toBe(error);
    expect(closed).toEqual(['app begins', 'database begins', 'database ends']);
  });

  it('rejects with all errors when several cannot be closed', async () => {
    const errors = [new Error('app'), new Error('database')];
    add('database', Promise.reject(errors[1]!));
    add('app', Promise.reject(errors[0]!));
    await expect(opened.close()).rejects.toMatchObject({ errors });
  });

  it('closes nothing when nothing was opened', async () => {
    await opened.close();
    expect(closed).toEqual([]);
  });
});
