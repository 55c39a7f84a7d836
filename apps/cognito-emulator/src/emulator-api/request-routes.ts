import { z } from 'zod';
import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/route.js';
import { noStore, readQuery } from './input.js';
import type { RequestLog } from './request-log.js';
import { readOnceThere, waitSeconds } from './waiting.js';

export const requestsQuery = z.strictObject({
  /** The number of a request: only those after it. */
  after: z.coerce.number().int().min(0).optional(),
  /** The most to answer, the newest of them. */
  limit: z.coerce.number().int().min(1).optional(),
  waitSeconds,
});

/** Reads the last requests. */
export function requestRoutes(requestLog: RequestLog, closing: AbortSignal): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/_emulator/requests',
      handle: async (request) => {
        const { after = 0, limit, waitSeconds: seconds } = readQuery(request, requestsQuery);
        const read = () => requestLog.all().filter(({ number }) => number > after);
        const found = await readOnceThere(read, requestLog, { seconds, closing });
        return jsonAnswer(200, limit === undefined ? found : found.slice(-limit), noStore);
      },
    },
  ];
}
