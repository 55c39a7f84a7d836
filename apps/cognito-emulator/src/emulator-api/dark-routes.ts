import { errorAnswer } from '../http/answer.js';
import { corsHeaders } from '../http/cors.js';
import type { Route } from '../http/route.js';
import { DroppedConnection } from '../http/server.js';
import type { Faults } from '../operations/faults.js';

/** Routes that stop answering while the emulator is dark, as Cognito's do in an outage or behind a broken network. */
export function darkRoutes(faults: Faults, routes: readonly Route[]): readonly Route[] {
  return routes.map((route) => ({
    ...route,
    handle: (request, parameters) => {
      const { dark } = faults.current;
      if (dark === 'drop') throw new DroppedConnection();
      return dark === null
        ? route.handle(request, parameters)
        : errorAnswer(503, 'service_unavailable', corsHeaders);
    },
  }));
}
