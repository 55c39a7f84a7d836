import { hasUsernameAttributes } from '../../domain/pool/pool-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { searchable } from '../../domain/user/user-filter.js';
import type { User } from '../../domain/user/user.js';
import { type Html, markup } from '../../markup/markup.js';
import { badge, input, panel, select, table, time } from '../frame/elements.js';
import { runAsAdministrator } from '../operations.js';
import { consolePath, type ConsolePage, homePath, shown, type Visit } from '../page.js';
import { poolAt, poolPath, userPath, usersPath } from '../pools/paths.js';

const aPage = 25;

/** `status` tells who is disabled, and has no beginning to look for. */
const searchedBy = searchable.filter((name) => name !== 'status');

interface Search {
  readonly by: string;
  readonly text: string;
  readonly token: string;
}

/** The users of a pool, a page at a time, or those whose attribute begins with a text. */
export const usersPage: ConsolePage = {
  path: `${consolePath}/pools/:poolId/users`,
  show: async (visit) => {
    const pool = poolAt(visit);
    const search = searchIn(visit, pool);
    const { found, nextToken } = await usersFor(visit, pool, search);
    return shown({
      title: `Users of ${pool.name}`,
      section: homePath,
      trail: [
        [homePath, 'Overview'],
        [poolPath(pool.id), pool.name],
      ],
      body: markup`${searchForm(pool, search)}
        ${panel('users', search.text === '' ? 'Users, the first made first' : 'Users found', userTable(found))}
        ${pager(pool, search, nextToken)}`,
    });
  },
};

function searchIn({ query }: Visit, pool: UserPool): Search {
  const usual = hasUsernameAttributes(pool) ? 'email' : 'username';
  const asked = query.get('by') ?? usual;
  return {
    by: searchedBy.find((name) => name === asked) ?? usual,
    text: (query.get('search') ?? '').trim(),
    token: query.get('token') ?? '',
  };
}

/** Found by ListUsers itself, so that the console finds whom programs find. */
async function usersFor(visit: Visit, pool: UserPool, { by, text, token }: Search) {
  const quoted = text.replaceAll(/["\\]/g, '\\$&');
  const answer = (await runAsAdministrator(visit, pool, 'ListUsers', {
    Limit: aPage,
    AttributesToGet: ['sub'],
    ...(text === '' ? {} : { Filter: `${by} ^= "${quoted}"` }),
    ...(token === '' ? {} : { PaginationToken: token }),
  })) as { Users: readonly { Username: string }[]; PaginationToken?: string };
  const { users } = visit.parts.services;
  const found = answer.Users.flatMap(({ Username }) => users.find(pool, Username) ?? []);
  return { found, nextToken: answer.PaginationToken };
}

const searchForm = ({ id }: UserPool, { by, text }: Search): Html =>
  markup`<form class="row search" method="get" action="${usersPath(id)}" role="search">
    ${select({ id: 'by', name: 'by', label: 'Search by', chosen: by, choices: searchedBy.map((value) => ({ value, text: value })) })}
    ${input({ id: 'search', name: 'search', label: 'Begins with', type: 'search', value: text })}
    <button class="plain">Search</button>
    ${text !== '' && markup`<a class="button quiet" href="${usersPath(id)}">Show all</a>`}
  </form>`;

function userTable(found: readonly User[]): Html {
  return table({
    label: 'Users',
    head: ['User', 'Name', 'Email', 'Phone', 'Status', 'Made'],
    empty: 'There are no such users.',
    rows: found.map((user) => ({
      cells: [
        markup`<a class="strong" href="${userPath(user.poolId, user.sub)}">${nameOf(user)}</a>`,
        user.attributes.name ?? '–',
        user.attributes.email ?? '–',
        user.attributes.phone_number ?? '–',
        statusBadges(user),
        time(user.createdAt),
      ],
    })),
  });
}

/** What people call a user, where the username is made up. */
export const nameOf = ({ username, sub, attributes }: User): string =>
  username === sub ? (attributes.email ?? attributes.phone_number ?? username) : username;

export const statusBadges = ({ status, enabled }: User): Html =>
  markup`<span class="badges">${badge(status, status === 'CONFIRMED' ? 'good' : 'warn')}${!enabled && badge('disabled', 'bad')}</span>`;

function pager(pool: UserPool, { by, text, token }: Search, nextToken?: string): Html | false {
  const link = (label: string, more: Readonly<Record<string, string>>) =>
    markup`<a class="button plain" href="${usersPath(pool.id)}?${new URLSearchParams({ by, search: text, ...more }).toString()}">${label}</a>`;
  const first = token !== '' && link('To the first', {});
  const next = nextToken !== undefined && link('The next', { token: nextToken });
  return (
    (token !== '' || nextToken !== undefined) && markup`<p class="actions">${first} ${next}</p>`
  );
}
