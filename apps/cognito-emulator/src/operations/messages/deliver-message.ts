import type { Message } from '../../domain/messages.js';
import type { Change } from '../../domain/store.js';
import {
  codeParameter,
  customWords,
  type CustomWords,
  usernameParameter,
} from '../../domain/trigger/custom-message.js';
import { senderFor, sendByFunction } from '../../domain/trigger/custom-sender.js';
import { functionFor, type Occasion } from '../../domain/trigger/trigger-call.js';
import { filled } from '../../domain/user/notices.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';

type Parts = Pick<Services, 'outbox' | 'triggers' | 'senderQueue'>;

/** Whether a function words the messages of a kind: one that a function sends needs no words. */
export const isWordedByFunction = ({ pool }: Occasion, { medium }: Message): boolean =>
  functionFor(pool, 'CustomMessage') !== undefined && senderFor(pool, medium) === undefined;

/**
 * A message with the words that the pool's function has for it. Words that leave out the code, or the name where it has
 * to be in, aren't used.
 */
export async function wordedMessage(
  { triggers }: Parts,
  occasion: Occasion,
  user: User,
  message: Message,
): Promise<Message> {
  if (!isWordedByFunction(occasion, message)) return message;
  const words = await customWords(triggers, occasion, message.kind, user);
  return withWords(message, user, words);
}

/**
 * The changes that deliver a message. Where a function sends it, that is called once they are made; the outbox has the
 * message all the same, as what the function does with it can't be seen from here.
 */
export function delivery(
  { outbox, triggers, senderQueue }: Parts,
  occasion: Occasion,
  user: User,
  message: Message,
): readonly Change[] {
  const changes = outbox.deliver(message);
  const kept = changes.at(-1);
  const { code } = message;
  if (kept !== undefined && code !== null && senderFor(occasion.pool, message.medium))
    senderQueue.sendOnce(kept, () =>
      sendByFunction(triggers, occasion, { ...message, code }, user),
    );
  return changes;
}

function withWords(message: Message, user: User, words: CustomWords): Message {
  const isEmail = message.medium === 'EMAIL';
  const body = isEmail ? words.emailMessage : words.smsMessage;
  const subject = isEmail ? (words.emailSubject ?? message.subject) : null;
  return {
    ...message,
    subject,
    body:
      body !== undefined && hasItsPlaces(message, body)
        ? filled(message, user, body)
        : message.body,
  };
}

function hasItsPlaces({ kind, link }: Message, body: string): boolean {
  if (link !== null && /\{##[^]*?##\}/.test(body)) return true;
  return (
    body.includes(codeParameter) && (kind !== 'AdminCreateUser' || body.includes(usernameParameter))
  );
}
