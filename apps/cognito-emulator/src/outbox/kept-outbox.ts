import type { Clock } from '@gatehouse/platform-core';
import type { Message, Outbox } from '../domain/messages.js';
import { type Change, type Collection, put, remove, type Store } from '../domain/store.js';

/** The most messages kept; the oldest make room. */
const mostMessages = 5_000;

export interface SentMessage extends Message {
  /** Counts up from message to message. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
}

export const messages: Collection<SentMessage> = {
  name: 'messages',
  keyOf: (message) => message.number.toString(),
  indexes: {},
};

/** Keeps messages in the store, where a developer or a test can read them, and sends them nowhere. */
export class KeptOutbox implements Outbox {
  private lastNumber: number;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {
    this.lastNumber = Math.max(0, ...this.all().map(({ number }) => number));
  }

  deliver(message: Message): readonly Change[] {
    this.lastNumber += 1;
    const sentAt = new Date(this.clock.nowMilliseconds()).toISOString();
    const sent: SentMessage = { ...message, number: this.lastNumber, sentAt };
    const tooOld = this.all().slice(0, -(mostMessages - 1));
    return [...tooOld.map((old) => remove(messages, old)), put(messages, sent)];
  }

  /** All messages, oldest first. */
  all(): readonly SentMessage[] {
    return [...this.store.all(messages)];
  }

  clear(): Promise<void> {
    return this.store.commit(this.all().map((message) => remove(messages, message)));
  }
}
