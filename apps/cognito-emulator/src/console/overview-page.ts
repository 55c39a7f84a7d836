import { markup } from '../markup/markup.js';
import { copyable, panel, table } from './frame/elements.js';
import { messageList } from './live/message-list.js';
import { requestList } from './live/request-list.js';
import { consolePath, type ConsolePage, homePath, shown, type Visit } from './page.js';
import { mfaText, tierText } from './pools/pool-facts.js';
import { poolPath, usersPath } from './pools/paths.js';

const mostMessages = 5;
const mostRequests = 8;

/** `/_emulator`: the pools there are, and what happened last. */
export const overviewPage: ConsolePage = {
  path: homePath,
  show: (visit) =>
    shown({
      title: 'Overview',
      section: homePath,
      body: markup`${panel('pools', 'User pools', poolTable(visit))}
        <div class="columns">
          ${panel('messages', 'Latest messages', messageList(visit, { limit: mostMessages }, 'short'), more('outbox', 'All messages'))}
          ${panel('requests', 'Latest requests', requestList(visit, mostRequests, 'short'), more('requests', 'All requests'))}
        </div>`,
    }),
};

const more = (page: string, text: string) =>
  markup`<a class="more" href="${consolePath}/${page}">${text}</a>`;

function poolTable({ parts }: Visit) {
  const { pools, users } = parts.services;
  return table({
    label: 'User pools',
    head: ['Name', 'Id', 'Region', 'Domain', 'MFA', 'Plan', 'Clients', 'Users'],
    empty: 'There are no pools yet. Make one by API, or start with --template.',
    rows: pools.all().map((pool) => ({
      cells: [
        markup`<a class="strong" href="${poolPath(pool.id)}">${pool.name}</a>`,
        copyable(pool.id, 'the pool id'),
        pool.region,
        pool.domain ?? '–',
        mfaText(pool),
        tierText(pool),
        pools.clientsOf(pool.id).length,
        markup`<a href="${usersPath(pool.id)}">${users.count(pool.id)}<span class="unseen"> users of ${pool.name}</span></a>`,
      ],
    })),
  });
}
