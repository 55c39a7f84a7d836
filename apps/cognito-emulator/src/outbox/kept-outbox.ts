import type { Clock } from '@gatehouse/platform-core';
import { type Message, messageKinds, type Outbox } from '../domain/messages.js';
import { type Change, type Collection, put, remove, type Store } from '../domain/store.js';

export const defaultOutboxMessages = 5_000;

/** The kind of a mail that an application sent by SMTP, which is none of Cognito's. */
export const smtpKind = 'Smtp';
export const outboxKinds = [...messageKinds, smtpKind] as const;
export type OutboxKind = (typeof outboxKinds)[number];

/** A mail that an application sent by SMTP. */
export interface ReceivedMail {
  readonly sender: string;
  readonly destination: string;
  readonly subject: string | null;
  readonly body: string;
}

export interface SentMessage extends Omit<Message, 'kind'> {
  readonly kind: OutboxKind;
  /** The sender of a mail that an application sent; absent for Cognito's messages. */
  readonly sender?: string;
  /** Counts up from message to message. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
}

const keyOfNumber = (number: number) => number.toString();

export const messages: Collection<SentMessage> = {
  name: 'messages',
  keyOf: ({ number }) => keyOfNumber(number),
  // Removing a recipient does not recall messages that were sent.
  owners: {},
  indexes: {},
};

/** Keeps messages in the store, where a developer or a test can read them, and sends them nowhere. */
export class KeptOutbox implements Outbox {
  private lastNumber = 0;
  /** No message below it is kept. */
  private firstNumber = 1;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    /** The oldest message is removed when there are more. */
    private readonly mostMessages = defaultOutboxMessages,
  ) {
    this.recount();
  }

  deliver(message: Message): readonly Change[] {
    return this.add(message);
  }

  /** Stores mails that an application sent. They belong to no pool and no user. */
  receive(mails: readonly ReceivedMail[]): Promise<void> {
    const changes = mails.flatMap((mail) =>
      this.add({
        ...mail,
        ...{ poolId: '', username: mail.destination, sub: '', code: null, link: null },
        ...{ medium: 'EMAIL', kind: smtpKind },
      }),
    );
    return this.store.commit(changes);
  }

  private add(message: Omit<SentMessage, 'number' | 'sentAt'>): readonly Change[] {
    this.lastNumber += 1;
    const sentAt = new Date(this.clock.nowMilliseconds()).toISOString();
    const sent: SentMessage = { ...message, number: this.lastNumber, sentAt };
    return [...this.removalUpTo(this.lastNumber - this.mostMessages), put(messages, sent)];
  }

  /** All messages, oldest first. */
  all(): readonly SentMessage[] {
    return [...this.store.all(messages)];
  }

  remove(unwanted: readonly SentMessage[]): Promise<void> {
    return this.store.commit(unwanted.map((message) => remove(messages, message)));
  }

  /** Calls back whenever messages have come or gone, until what it returns is called. */
  watch(onChange: () => void): () => void {
    return this.store.watch(messages, onChange);
  }

  /** Goes on from the messages that are in the store, after they have been put there from elsewhere. */
  recount(): void {
    const numbers = this.all().map(({ number }) => number);
    this.firstNumber = numbers[0] ?? this.lastNumber + 1;
    this.lastNumber = Math.max(this.lastNumber, numbers.at(-1) ?? 0);
  }

  /** What makes room; whether it happens is not known here, so it is offered until the messages are gone. */
  private removalUpTo(last: number): readonly Change[] {
    while (this.firstNumber <= last && !this.isKept(this.firstNumber)) this.firstNumber += 1;
    const changes: Change[] = [];
    for (let number = this.firstNumber; number <= last; number += 1)
      if (this.isKept(number)) changes.push({ collection: messages, key: keyOfNumber(number) });
    return changes;
  }

  private isKept(number: number): boolean {
    return this.store.get(messages, keyOfNumber(number)) !== undefined;
  }
}
