import type { Logger } from '@gatehouse/platform-core';
import type { Answer } from '../http/answer.js';
import type { Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import { pageRoute } from '../oauth/page-endpoint.js';
import type { Services } from '../operations/services.js';
import { markup } from '../markup/markup.js';
import { failurePage } from './failure-page.js';
import { plainPage } from './plain-page.js';

/** What has gone wrong, in words for whoever is sent here. */
const sentences: ReadonlyMap<string, string> = new Map([
  [
    'redirect_mismatch',
    'The app asked to be sent back to an address that isn’t registered for it.',
  ],
  ['invalid_client', 'There is no such app here.'],
  ['invalid_request', 'Something is missing in the app’s request.'],
  ['unauthorized_client', 'The app may not ask for this.'],
]);

/**
 * GET /error: what is shown in the place of a redirect that would lead where the client may not be (RFC 6749 §4.1.2.1).
 * What the address says is shown only in the form that it can have come from us in.
 */
export function errorPageRoute(
  services: Pick<Services, 'faults' | 'requests'>,
  log: Logger,
): Route {
  const answer = ({ query }: Request): Answer => {
    const error = inForm(query.get('error'), /^[a-z_]{1,64}$/) ?? 'unknown_error';
    const clientId = inForm(query.get('client_id'), /^\w{1,128}$/);
    return plainPage(400, {
      title: 'Something went wrong',
      intro: markup`<p>${sentences.get(error) ?? 'The app’s request can’t be answered.'}</p>
        <dl>
          <dt>Error</dt>
          <dd><code>${error}</code></dd>
          ${
            clientId !== undefined &&
            markup`<dt>Client</dt>
              <dd><code>${clientId}</code></dd>`
          }
        </dl>`,
    });
  };
  return pageRoute(
    { method: 'GET', path: '/error', faultName: 'error', name: 'page /error', answer },
    services,
    log,
    failurePage,
  );
}

const inForm = (text: string | null, form: RegExp): string | undefined =>
  text !== null && form.test(text) ? text : undefined;
