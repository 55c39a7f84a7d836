import { redirect } from '../http/answer.js';
import { isForKnownHost, isFromForeignPage } from '../http/origin.js';
import type { Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import { homePath } from './page.js';

/** Leads browsers that open the emulator's address to the console. All other requests for `/` go to its routes. */
export function redirectRootToConsole(
  { publicUrl }: Pick<Services, 'publicUrl'>,
  routes: readonly Route[],
): readonly Route[] {
  const mayOpenConsole = (request: Request) =>
    isForKnownHost(request, publicUrl()) && !isFromForeignPage(request, publicUrl());
  return routes.map((route) =>
    route.method === 'GET' && route.path === '/'
      ? {
          ...route,
          handle: (request, parameters) =>
            namesHtml(request.headers.accept ?? '') && mayOpenConsole(request)
              ? redirect(homePath, { vary: 'accept' })
              : route.handle(request, parameters),
        }
      : route,
  );
}

/** Whether an Accept header names HTML itself, as browsers do. AWS's clients accept any type. */
function namesHtml(accept: string): boolean {
  return accept.split(',').some((range) => {
    const [type, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return type === 'text/html' && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
