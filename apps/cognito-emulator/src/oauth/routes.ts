import type { Logger } from '@gatehouse/platform-core';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import { authorizationRoutes } from './authorization-endpoint.js';
import { logoutRoutes } from './logout-endpoint.js';
import type { PageSupport } from './page-endpoint.js';
import { revocationRoutes } from './revocation-endpoint.js';
import { tokenRoutes } from './token-endpoint.js';
import { userInfoRoutes } from './userinfo-endpoint.js';

/** The OAuth endpoints of pools that have a domain. Some of them send browsers to the pages. */
export const oauthEndpoints = (
  services: Services,
  log: Logger,
  support: PageSupport,
): readonly Route[] =>
  [authorizationRoutes, tokenRoutes, userInfoRoutes, revocationRoutes, logoutRoutes].flatMap(
    (routes) => routes(services, log, support),
  );
