import { z } from 'zod';
import { canonicalName } from '../domain/pool/pool-rules.js';
import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import { type KeptOutbox, outboxKinds, type SentMessage } from '../outbox/kept-outbox.js';
import { noStore, readQuery } from './input.js';
import { readOnceThere, waitSeconds } from './waiting.js';

export const filterQuery = z.strictObject({
  poolId: z.string().optional(),
  /** The username, the `sub`, the email address or the phone number. */
  username: z.string().optional(),
  kind: z.enum(outboxKinds).optional(),
});

export const readingQuery = filterQuery.extend({
  /** The number of a message: only those after it. */
  after: z.coerce.number().int().min(0).optional(),
  /** The most messages to answer, the newest of them. */
  limit: z.coerce.number().int().min(1).optional(),
  /** How long to wait for a message if there is none. */
  waitSeconds,
});

type Filter = z.output<typeof filterQuery>;
export type Reading = z.output<typeof readingQuery>;

/** Reads and empties the outbox. Those who wait for a message are answered early when `closing` says so. */
export function outboxRoutes(
  services: Pick<Services, 'pools' | 'users'>,
  outbox: KeptOutbox,
  closing: AbortSignal,
): readonly Route[] {
  const path = '/_emulator/outbox';
  return [
    {
      method: 'GET',
      path,
      handle: async (request) => {
        const { waitSeconds: seconds, ...reading } = readQuery(request, readingQuery);
        const read = () => messagesFor(services, outbox, reading);
        const found = await readOnceThere(read, outbox, { seconds, closing });
        return jsonAnswer(200, found, noStore);
      },
    },
    {
      method: 'DELETE',
      path,
      handle: async (request) => {
        const filter = readQuery(request, filterQuery);
        await outbox.remove(messagesFor(services, outbox, filter));
        return { status: 204 };
      },
    },
  ];
}

/** Messages, oldest first. */
export function messagesFor(
  services: Pick<Services, 'pools' | 'users'>,
  outbox: KeptOutbox,
  { limit, ...reading }: Reading,
): readonly SentMessage[] {
  const found = outbox.all().filter((message) => fits(services, message, reading));
  return limit === undefined ? found : found.slice(-limit);
}

function fits(
  services: Pick<Services, 'pools' | 'users'>,
  message: SentMessage,
  { after = 0, ...filter }: Reading,
) {
  const { poolId, kind, username } = filter as Filter;
  return (
    message.number > after &&
    (poolId === undefined || message.poolId === poolId) &&
    (kind === undefined || message.kind === kind) &&
    (username === undefined || isTo(services, message, username))
  );
}

/** Whether a message went to somebody, under any name or address they have, in the form the pool compares names in. */
function isTo(
  { pools, users }: Pick<Services, 'pools' | 'users'>,
  message: SentMessage,
  name: string,
): boolean {
  const pool = pools.find(message.poolId);
  const inForm = (text: string) =>
    pool === undefined ? text.toLowerCase() : canonicalName(pool, text);
  const { email, phone_number, preferred_username } =
    users.findBySub(message.poolId, message.sub)?.attributes ?? {};
  return [
    message.username,
    message.sub,
    message.destination,
    email,
    phone_number,
    preferred_username,
  ].some((known) => known !== undefined && inForm(known) === inForm(name));
}
