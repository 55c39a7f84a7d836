import type { EmulatorParts } from '../emulator-api/emulator-parts.js';
import { localOnly } from '../emulator-api/local-only.js';
import type { Route } from '../http/route.js';
import { CsrfTokens } from '../pages/security/csrf-tokens.js';
import { assetRoutes } from './assets/routes.js';
import { actionRoute, pageRoute } from './frame/visits.js';
import { actions, overviewPage, pages } from './index.js';
import { homePath } from './page.js';

/** The console: pages for the developer who runs the emulator. */
export function consoleRoutes(parts: EmulatorParts): readonly Route[] {
  const frame = { parts, csrf: new CsrfTokens() };
  const routes = [
    ...pages.map((page) => pageRoute(frame, page)),
    pageRoute(frame, overviewPage, `${homePath}/`),
    ...actions.map((action) => actionRoute(frame, action)),
    ...assetRoutes,
  ];
  return routes.map((route) => localOnly(parts.services, route));
}
