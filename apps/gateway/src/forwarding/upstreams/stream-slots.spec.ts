import type { Ticket } from './fair-queue.js';
import { StreamSlots } from './stream-slots.js';

const limits = { open: 4, openPerCaller: 2, openAnonymous: 3 };
const verified = (key: string) => ({ key, isAnonymous: false });
const anonymous = (key: string) => ({ key, isAnonymous: true });

describe('StreamSlots', () => {
  it('bounds the streams of one caller, and gives a slot back once', () => {
    const slots = new StreamSlots(limits);
    const [first] = [slots.enter(verified('a')), slots.enter(verified('a'))] as [Ticket, Ticket];
    expect(slots.enter(verified('a'))).toBe('caller_too_many_streams');
    first.leave();
    first.leave();
    expect(slots.open).toBe(1);
    expect(typeof slots.enter(verified('a'))).toBe('object');
    expect(slots.enter(verified('a'))).toBe('caller_too_many_streams');
  });

  it('keeps a part of the slots from callers that are not verified', () => {
    const slots = new StreamSlots(limits);
    const tickets = ['x', 'y', 'z'].map((key) => slots.enter(anonymous(key)) as Ticket);
    expect(slots.enter(anonymous('w'))).toBe('too_many_streams');
    expect(typeof slots.enter(verified('a'))).toBe('object');
    expect(slots.enter(verified('b'))).toBe('too_many_streams');
    tickets[0]?.leave();
    expect(typeof slots.enter(anonymous('w'))).toBe('object');
  });
});
