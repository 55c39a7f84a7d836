import type { Message } from '../../domain/messages.js';
import type { Occasion } from '../../domain/trigger/trigger-call.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { isWordedByFunction, wordedMessage } from './deliver-message.js';
import { rebasedUser } from './rebased-user.js';

/**
 * A message in its last words, and the user it goes to as the user is once they are there. Called while nobody else
 * changes the user; while a function is asked for the words others may.
 * @param user perhaps with changes that aren't kept yet, which the user that is given back has too
 */
export async function worded(
  services: Pick<Services, 'outbox' | 'senderQueue' | 'triggers' | 'users'>,
  occasion: Occasion,
  user: User,
  message: Message,
): Promise<{ readonly message: Message; readonly current: User }> {
  if (!isWordedByFunction(occasion, message)) return { message, current: user };
  const ask = () => wordedMessage(services, occasion, user, message);
  const base = services.users.findBySub(user.poolId, user.sub);
  if (base === undefined) return { message: await ask(), current: user };
  const { result, fresh } = await services.users.aside(user, ask);
  const current = rebasedUser(occasion.pool, { base, ours: user, fresh });
  return { message: result, current };
}
