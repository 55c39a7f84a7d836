import type { Logger } from '@gatehouse/platform-core';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';
import { authorizationRoutes } from './authorization-endpoint.js';
import { logoutRoutes } from './logout-endpoint.js';
import { revocationRoutes } from './revocation-endpoint.js';
import { tokenRoutes } from './token-endpoint.js';
import { userInfoRoutes } from './userinfo-endpoint.js';

/** The OAuth endpoints of pools that have a domain. */
export const oauthEndpoints = (services: Services, log: Logger): readonly Route[] =>
  [authorizationRoutes, tokenRoutes, userInfoRoutes, revocationRoutes, logoutRoutes].flatMap(
    (routes) => routes(services, log),
  );
