import { corsHeaders } from '../http/cors.js';
import { failureAnswer, type Route } from '../http/route.js';
import { DroppedConnection } from '../http/server.js';
import type { Faults } from '../operations/faults.js';

const isOfKeys = ({ path }: Route) => path.includes('/.well-known/');

/** Routes that stop answering while the emulator is dark, as Cognito's do in an outage or behind a broken network. */
export function darkRoutes(faults: Faults, routes: readonly Route[]): readonly Route[] {
  return routes.map((route) => ({
    ...route,
    handle: (request, parameters) => {
      const { dark, jwks } = faults.current;
      const darkness = dark ?? (isOfKeys(route) ? jwks : null);
      if (darkness === 'drop') throw new DroppedConnection();
      if (darkness === null) return route.handle(request, parameters);
      const unavailable = failureAnswer(route, request, 503);
      return { ...unavailable, headers: { ...corsHeaders, ...unavailable.headers } };
    },
  }));
}
