import type { PageSupport } from '../oauth/page-endpoint.js';
import type { Services } from '../operations/services.js';
import { failurePage } from './failure-page.js';
import type { CsrfTokens } from './security/csrf-tokens.js';

/** What the endpoints that send browsers here are given. */
export const pageSupport = (
  { publicUrl }: Pick<Services, 'publicUrl'>,
  csrf: CsrfTokens,
): PageSupport => ({
  failure: failurePage,
  formCookie: (request) => csrf.ofBrowser(request, publicUrl()).cookie,
});
