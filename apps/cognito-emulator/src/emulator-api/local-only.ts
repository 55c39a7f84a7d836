import { errorAnswer } from '../http/answer.js';
import { isForKnownHost, isFromForeignPage } from '../http/origin.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';

/** A route that answers only requests for this machine or the public address, and no page of another origin. */
export function localOnly({ publicUrl }: Pick<Services, 'publicUrl'>, route: Route): Route {
  return {
    ...route,
    handle: (request, parameters) =>
      isForKnownHost(request, publicUrl()) && !isFromForeignPage(request, publicUrl())
        ? route.handle(request, parameters)
        : errorAnswer(403, 'only_for_this_machine'),
  };
}
