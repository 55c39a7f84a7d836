import type { Logger } from '@gatehouse/platform-core';
import type { Route } from '../http/route.js';
import { pageRoute } from '../oauth/page-endpoint.js';
import type { Services } from '../operations/services.js';
import { confirmByLinkRoute } from './accounts/confirm-by-link.js';
import { errorPageRoute } from './error-page.js';
import { failurePage } from './failure-page.js';
import { pages } from './index.js';
import type { CsrfTokens } from './security/csrf-tokens.js';
import { signedOutRoute } from './signed-out-page.js';
import { showPage, submitPage } from './visits.js';

/** The pages of managed login. */
export function pageRoutes(services: Services, log: Logger, csrf: CsrfTokens): readonly Route[] {
  const parts = { services, csrf, log };
  const forms = pages.flatMap((page) => {
    const { path } = page;
    const common = { path, faultName: path.slice(1), name: `page ${path}` };
    return [
      pageRoute(
        { ...common, method: 'GET', answer: showPage(parts, page) },
        services,
        log,
        failurePage,
      ),
      ...(page.submit === undefined
        ? []
        : [
            pageRoute(
              { ...common, method: 'POST', answer: submitPage(parts, page) },
              services,
              log,
              failurePage,
            ),
          ]),
    ];
  });
  return [
    ...forms,
    errorPageRoute(services, log),
    signedOutRoute(services, log),
    confirmByLinkRoute(services, log),
  ];
}
