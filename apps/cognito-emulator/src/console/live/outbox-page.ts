import { checked } from '../../emulator-api/input.js';
import { filterQuery, messagesFor } from '../../emulator-api/outbox-routes.js';
import { markup } from '../../markup/markup.js';
import { outboxKinds } from '../../outbox/kept-outbox.js';
import { input, panel, postForm, select } from '../frame/elements.js';
import { type Action, consolePath, type ConsolePage, done, shown, type Visit } from '../page.js';
import { messageList } from './message-list.js';

const path = `${consolePath}/outbox`;
const mostMessages = 100;

/** What would have been sent: codes, links, invitations. */
export const outboxPage: ConsolePage = {
  path,
  show: (visit) => {
    const filter = filterOf(visit.query);
    return shown({
      title: 'Outbox',
      section: path,
      body: markup`${filterForm(visit, filter)}
        ${panel('messages', 'Messages, newest first', messageList(visit, { ...filter, limit: mostMessages }, 'whole'), emptyForm(visit, filter))}`,
    });
  },
};

export const outboxActions: readonly Action[] = [
  {
    path: `${path}/empty`,
    page: outboxPage,
    act: async ({ parts }, form) => {
      const filter = filterOf(form);
      await parts.outbox.remove(messagesFor(parts.services, parts.outbox, filter));
      const query = new URLSearchParams(Object.entries(filter)).toString();
      return done(query === '' ? path : `${path}?${query}`, 'outbox-emptied');
    },
  },
];

type Filter = Readonly<Partial<Record<'poolId' | 'username' | 'kind', string>>>;

/** @throws BadInput */
function filterOf(given: { get(name: string): string | null | undefined }) {
  const named = ['poolId', 'username', 'kind'].flatMap((name) => {
    const value = given.get(name)?.trim() ?? '';
    return value === '' ? [] : [[name, value]];
  });
  return checked(filterQuery, Object.fromEntries(named));
}

function filterForm({ parts }: Visit, { poolId, username, kind }: Filter) {
  const pools = parts.services.pools
    .all()
    .map(({ id, name }) => ({ value: id, text: `${name} (${id})` }));
  const kinds = outboxKinds.map((value) => ({ value, text: value }));
  return markup`<form class="row search" method="get" action="${path}">
    ${select({ id: 'poolId', name: 'poolId', label: 'Pool', chosen: poolId, choices: [{ value: '', text: 'All' }, ...pools] })}
    ${select({ id: 'kind', name: 'kind', label: 'Kind', chosen: kind, choices: [{ value: '', text: 'All' }, ...kinds] })}
    ${input({ id: 'username', name: 'username', label: 'Name or address', type: 'search', value: username })}
    <button class="plain">Show</button>
  </form>`;
}

function emptyForm(visit: Visit, filter: Filter) {
  const hidden = Object.entries(filter).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  );
  const text = hidden.length === 0 ? 'Empty the outbox' : 'Remove these';
  return postForm(
    visit,
    `${path}/empty`,
    [hidden, markup`<button class="quiet">${text}</button>`],
    'single',
  );
}
