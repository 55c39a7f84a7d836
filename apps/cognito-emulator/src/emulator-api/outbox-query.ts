import type { Services } from '../operations/services.js';
import type { KeptOutbox, SentMessage } from '../outbox/kept-outbox.js';

/**
 * Sent messages, oldest first: those of one pool with `poolId`, those to one user with `username`, which may be the
 * username, the `sub`, the email address or the phone number. An empty one asks for all.
 */
export function outboxMessages(services: Services, outbox: KeptOutbox, query: URLSearchParams) {
  const poolId = query.get('poolId') ?? '';
  const name = query.get('username') ?? '';
  return outbox
    .all()
    .filter((message) => poolId === '' || message.poolId === poolId)
    .filter((message) => name === '' || isTo(services, message, name))
    .map(({ number: _number, ...message }) => message);
}

function isTo({ pools, users }: Services, message: SentMessage, name: string): boolean {
  const own = [message.username, message.sub, message.destination];
  if (own.some((text) => text.toLowerCase() === name.toLowerCase())) return true;
  const pool = pools.find(message.poolId);
  return pool !== undefined && users.find(pool, name)?.sub === message.sub;
}
