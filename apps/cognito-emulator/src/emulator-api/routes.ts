import type { Logger } from '@gatehouse/platform-core';
import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import type { KeptOutbox } from '../outbox/kept-outbox.js';
import { faultRoutes } from './fault-routes.js';
import { localOnly } from './local-only.js';
import { outboxMessages } from './outbox-query.js';
import { poolList } from './pool-list.js';

const noStore = { 'cache-control': 'no-store' };

/** What the emulator has and Cognito doesn't, under /_emulator. */
export function emulatorRoutes(
  services: Services,
  outbox: KeptOutbox,
  log: Logger,
): readonly Route[] {
  const routes: readonly Route[] = [
    {
      method: 'GET',
      path: '/_emulator/outbox',
      handle: ({ query }) => jsonAnswer(200, outboxMessages(services, outbox, query), noStore),
    },
    {
      method: 'DELETE',
      path: '/_emulator/outbox',
      handle: async () => {
        await outbox.clear();
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: '/_emulator/pools',
      handle: () => jsonAnswer(200, poolList(services), noStore),
    },
    ...faultRoutes(services, log),
  ];
  return routes.map((route) => localOnly(services, route));
}
