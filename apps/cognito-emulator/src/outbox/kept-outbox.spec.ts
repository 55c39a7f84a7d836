import { FakeClock } from '@gatehouse/test-kit';
import type { Message } from '../domain/messages.js';
import { specTime } from '../spec-support/spec-time.js';
import { MemoryStore } from '../store/memory-store.js';
import { KeptOutbox, messages } from './kept-outbox.js';

const message: Message = {
  poolId: 'eu-west-1_000000000',
  username: 'ann',
  sub: 'ann',
  destination: 'ann@example.com',
  medium: 'EMAIL',
  kind: 'SignUp',
  code: '123456',
  link: null,
  subject: null,
  body: '',
};

describe('KeptOutbox', () => {
  const numbers = (outbox: KeptOutbox) => outbox.all().map(({ number }) => number);
  const empty = () => {
    const store = new MemoryStore([messages]);
    return { store, outbox: new KeptOutbox(store, new FakeClock(specTime)) };
  };

  it('keeps the latest 5,000 messages, whatever became of the commits before', async () => {
    const { store, outbox } = empty();
    for (let count = 0; count < 5_000; count += 1) await store.commit(outbox.deliver(message));
    outbox.deliver(message);
    outbox.deliver(message);
    await store.commit(outbox.deliver(message));
    expect(numbers(outbox)).toHaveLength(4_998);
    expect(numbers(outbox)[0]).toBe(4);
    expect(numbers(outbox).at(-1)).toBe(5_003);
  });

  it('offers a handful of changes a message, however many it keeps', async () => {
    const { store, outbox } = empty();
    for (let count = 0; count < 5_100; count += 1) {
      const changes = outbox.deliver(message);
      expect(changes.length).toBeLessThanOrEqual(2);
      await store.commit(changes);
    }
  });

  it('goes on counting where another left off, also from messages that were put there', async () => {
    const { store, outbox } = empty();
    await store.commit(outbox.deliver(message));
    const before = outbox.all();
    await store.commit(outbox.deliver(message));
    const next = new KeptOutbox(store, new FakeClock(specTime));
    await store.commit(next.deliver(message));
    expect(numbers(next)).toEqual([1, 2, 3]);

    await next.remove(next.all());
    await store.commit(before.map((value) => ({ collection: messages, key: '1', value })));
    next.recount();
    for (let count = 0; count < 5_000; count += 1) await store.commit(next.deliver(message));
    expect(numbers(next)[0]).toBe(4);
  });
});
