import type { Logger } from '@gatehouse/platform-core';
import type { Route } from '../http/route.js';
import { pageRoute } from '../oauth/page-endpoint.js';
import type { Services } from '../operations/services.js';
import { markup } from '../markup/markup.js';
import { failurePage } from './failure-page.js';
import { plainPage } from './plain-page.js';

/** GET /signedOut: for apps that register it as a sign-out URL, having no page of their own to come back to. */
export const signedOutRoute = (
  services: Pick<Services, 'faults' | 'requests'>,
  log: Logger,
): Route =>
  pageRoute(
    {
      method: 'GET',
      path: '/signedOut',
      faultName: 'signedOut',
      name: 'page /signedOut',
      answer: () =>
        plainPage(200, {
          title: 'You are signed out',
          intro: markup`<p>You can close this page now.</p>`,
        }),
    },
    services,
    log,
    failurePage,
  );
