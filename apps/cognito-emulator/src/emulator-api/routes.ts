import { type Answer, errorAnswer, jsonAnswer } from '../http/answer.js';
import { isForKnownHost, isFromForeignPage } from '../http/origin.js';
import type { Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import type { KeptOutbox } from '../outbox/kept-outbox.js';
import { outboxMessages } from './outbox-query.js';
import { poolList } from './pool-list.js';

/** What the emulator has and Cognito doesn't, under /_emulator. */
export function emulatorRoutes(services: Services, outbox: KeptOutbox): readonly Route[] {
  const local =
    (handle: (request: Request) => Promise<Answer> | Answer): Route['handle'] =>
    (request) =>
      isForKnownHost(request, services.publicUrl()) &&
      !isFromForeignPage(request, services.publicUrl())
        ? handle(request)
        : errorAnswer(403, 'only_for_this_machine');
  const noStore = { 'cache-control': 'no-store' };
  return [
    {
      method: 'GET',
      path: '/_emulator/outbox',
      handle: local(({ query }) =>
        jsonAnswer(200, outboxMessages(services, outbox, query), noStore),
      ),
    },
    {
      method: 'DELETE',
      path: '/_emulator/outbox',
      handle: local(async () => {
        await outbox.clear();
        return { status: 204 };
      }),
    },
    {
      method: 'GET',
      path: '/_emulator/pools',
      handle: local(() => jsonAnswer(200, poolList(services), noStore)),
    },
  ];
}
