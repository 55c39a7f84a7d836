import { markup } from '../../markup/markup.js';
import { panel } from '../frame/elements.js';
import { consolePath, type ConsolePage, shown } from '../page.js';
import { requestList } from './request-list.js';

const path = `${consolePath}/requests`;
const mostRequests = 200;

/** What programs asked of Cognito, and what came of it. */
export const requestsPage: ConsolePage = {
  path,
  show: (visit) =>
    shown({
      title: 'Requests',
      section: path,
      body: markup`<p class="lead">The last ${mostRequests} requests to Cognito’s API, its endpoints and pages. Their contents aren’t kept.</p>
        ${panel('requests', 'Requests, newest first', requestList(visit, mostRequests, 'whole'))}`,
    }),
};
