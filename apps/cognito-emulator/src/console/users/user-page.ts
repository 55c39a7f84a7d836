import { attributeList, type User } from '../../domain/user/user.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { markup } from '../../markup/markup.js';
import { chips, copyable, facts, panel, postButton, table, time } from '../frame/elements.js';
import { consolePath, type ConsolePage, homePath, NotHere, shown, type Visit } from '../page.js';
import { factorText } from '../pools/pool-facts.js';
import { outboxPath, poolAt, poolPath, userPath, usersPath } from '../pools/paths.js';
import { devicePanel, passkeyPanel, sessionPanel } from './belongings.js';
import { nameOf, statusBadges } from './users-page.js';

/** A user: who it is, what they have, and what an administrator can do about them. */
export const userPage: ConsolePage = {
  path: `${consolePath}/pools/:poolId/users/:sub`,
  show: (visit) => {
    const { pool, user } = userAt(visit);
    return shown({
      title: nameOf(user),
      section: homePath,
      trail: [
        [homePath, 'Overview'],
        [poolPath(pool.id), pool.name],
        [usersPath(pool.id), 'Users'],
      ],
      body: markup`<div class="actions">${buttons(visit, user)}
          <a class="button quiet" href="${outboxPath(pool.id, user.sub)}">Messages</a></div>
        ${panel('user', 'User', userFacts(visit, user))}
        ${panel('attributes', 'Attributes', attributeTable(user))}
        ${sessionPanel(visit, user)}
        <div class="columns">${devicePanel(visit, user)}${passkeyPanel(visit, user)}</div>`,
    });
  },
};

/** The user a page is about. @throws NotHere */
export function userAt(visit: Visit): { readonly pool: UserPool; readonly user: User } {
  const pool = poolAt(visit);
  const user = visit.parts.services.users.findBySub(pool.id, visit.at.sub ?? '');
  if (user === undefined) throw new NotHere('user');
  return { pool, user };
}

function buttons(visit: Visit, { poolId, sub, status, enabled }: User) {
  const to = (action: string) => `${userPath(poolId, sub)}/${action}`;
  return [
    postButton(visit, to('sign-out'), 'Sign out everywhere'),
    status === 'UNCONFIRMED' && postButton(visit, to('confirm'), 'Confirm'),
    enabled
      ? postButton(visit, to('disable'), 'Disable', 'danger')
      : postButton(visit, to('enable'), 'Enable'),
  ];
}

function userFacts({ parts }: Visit, user: User) {
  const groups = parts.services.users.groupsOf(user).map(({ name }) => name);
  return facts([
    ['Status', statusBadges(user)],
    ['Username', copyable(user.username, 'the username')],
    ['sub', user.sub !== user.username && copyable(user.sub, 'the sub')],
    ['Groups', chips(groups) || 'none'],
    ['MFA', mfaFact(user)],
    ['Authenticator app', user.softwareToken === undefined ? 'none' : 'set up'],
    ['Made', time(user.createdAt)],
    ['Changed', time(user.updatedAt)],
  ]);
}

function mfaFact({ mfa }: User): string {
  if (mfa === undefined || mfa.enabled.length === 0) return 'nothing switched on';
  return mfa.enabled
    .map((factor) => `${factorText(factor)}${factor === mfa.preferred ? ' (preferred)' : ''}`)
    .join(', ');
}

const attributeTable = (user: User) =>
  table({
    label: 'Attributes',
    head: ['Name', 'Value'],
    empty: 'There are none.',
    rows: attributeList(user).map(({ Name, Value }) => ({
      cells: [markup`<strong>${Name}</strong>`, copyable(Value, `the value of ${Name}`)],
    })),
  });
