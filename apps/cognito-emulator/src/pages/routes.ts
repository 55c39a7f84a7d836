import type { Logger } from '@gatehouse/platform-core';
import type { Route } from '../http/route.js';
import { pageRoute } from '../oauth/page-endpoint.js';
import type { Services } from '../operations/services.js';
import { confirmByLinkRoute } from './accounts/confirm-by-link.js';
import { assetRoutes } from './assets/routes.js';
import { errorPageRoute } from './error-page.js';
import { pages } from './index.js';
import { CsrfTokens } from './security/csrf-tokens.js';
import { signedOutRoute } from './signed-out-page.js';
import { showPage, submitPage } from './visits.js';

/** The pages of managed login, and all that they load. */
export function pageRoutes(services: Services, log: Logger): readonly Route[] {
  const parts = { services, csrf: new CsrfTokens(), log };
  const forms = pages.flatMap((page) => {
    const { path } = page;
    const common = { path, faultName: path.slice(1), name: `page ${path}` };
    return [
      pageRoute({ ...common, method: 'GET', answer: showPage(parts, page) }, services, log),
      ...(page.submit === undefined
        ? []
        : [
            pageRoute(
              { ...common, method: 'POST', answer: submitPage(parts, page) },
              services,
              log,
            ),
          ]),
    ];
  });
  return [
    ...forms,
    errorPageRoute(services, log),
    signedOutRoute(services, log),
    confirmByLinkRoute(services, log),
    ...assetRoutes(services),
  ];
}
