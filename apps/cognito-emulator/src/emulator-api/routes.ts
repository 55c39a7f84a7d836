import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/route.js';
import { clockRoutes } from './clock-routes.js';
import type { EmulatorParts } from './emulator-parts.js';
import { faultRoutes } from './fault-routes.js';
import { BadInput, badRequest, noStore } from './input.js';
import { keyRoutes } from './key-routes.js';
import { localOnly } from './local-only.js';
import { outboxRoutes } from './outbox-routes.js';
import { requestRoutes } from './request-routes.js';
import { resetRoute } from './reset-route.js';
import type { Services } from '../operations/services.js';

/** What the emulator has and Cognito doesn't, under /_emulator. */
export function emulatorRoutes(parts: EmulatorParts): readonly Route[] {
  const { services, outbox, requestLog, clock, closing, log } = parts;
  const routes: readonly Route[] = [
    ...outboxRoutes(services, outbox, closing),
    {
      method: 'GET',
      path: '/_emulator/pools',
      handle: () => jsonAnswer(200, poolList(services), noStore),
    },
    ...requestRoutes(requestLog, closing),
    ...faultRoutes(services, log),
    ...clockRoutes(clock, log),
    ...keyRoutes(services, log),
    resetRoute(parts),
  ];
  return routes.map((route) => localOnly(services, withPlainRefusals(route)));
}

function withPlainRefusals(route: Route): Route {
  return {
    ...route,
    handle: async (request, parameters) => {
      try {
        return await route.handle(request, parameters);
      } catch (error) {
        if (error instanceof BadInput) return badRequest(error.message);
        throw error;
      }
    },
  };
}

/** Pools and clients by id and name, and no secrets. */
function poolList(services: Pick<Services, 'issuerOf' | 'pools'>) {
  const { pools } = services;
  return pools.all().map((pool) => ({
    id: pool.id,
    name: pool.name,
    region: pool.region,
    domain: pool.domain ?? null,
    issuer: services.issuerOf(pool),
    clients: pools.clientsOf(pool.id).map(({ id, name }) => ({ id, name })),
  }));
}
