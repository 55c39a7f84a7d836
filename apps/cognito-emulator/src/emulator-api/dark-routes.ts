import { errorAnswer } from '../http/answer.js';
import { corsHeaders } from '../http/cors.js';
import type { Route } from '../http/route.js';
import { DroppedConnection } from '../http/server.js';
import type { Darkness, Faults } from '../operations/faults.js';

const isOfKeys = ({ path }: Route) => path.includes('/.well-known/');

/** Routes that stop answering while the emulator is dark, as Cognito's do in an outage or behind a broken network. */
export function darkRoutes(faults: Faults, routes: readonly Route[]): readonly Route[] {
  return routes.map((route) => ({
    ...route,
    handle: (request, parameters) => {
      const { dark, jwks } = faults.current;
      const refused = refusal(dark ?? (isOfKeys(route) ? jwks : null));
      return refused ?? route.handle(request, parameters);
    },
  }));
}

function refusal(darkness: Darkness) {
  if (darkness === 'drop') throw new DroppedConnection();
  return darkness === null ? undefined : errorAnswer(503, 'service_unavailable', corsHeaders);
}
