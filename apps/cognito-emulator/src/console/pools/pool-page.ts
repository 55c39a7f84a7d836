import { groups } from '../../domain/pool/group.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { markup } from '../../markup/markup.js';
import { panel, table } from '../frame/elements.js';
import { consolePath, type ConsolePage, homePath, shown, type Visit } from '../page.js';
import { clientPanel } from './client-panel.js';
import { outboxPath, poolAt, usersPath } from './paths.js';
import { poolFacts } from './pool-facts.js';

/** A pool: its settings, its clients, its groups. */
export const poolPage: ConsolePage = {
  path: `${consolePath}/pools/:poolId`,
  show: (visit) => {
    const pool = poolAt(visit);
    const { services } = visit.parts;
    const clients = services.pools.clientsOf(pool.id);
    const count = services.users.count(pool.id);
    return shown({
      title: pool.name,
      section: homePath,
      trail: [[homePath, 'Overview']],
      body: markup`<p class="actions"><a class="button" href="${usersPath(pool.id)}">Users (${count})</a>
          <a class="button plain" href="${outboxPath(pool.id)}">Messages</a></p>
        ${panel('settings', 'Settings', poolFacts(services, pool))}
        <h2 class="over">App clients (${clients.length})</h2>
        ${clients.map((client, index) => clientPanel(visit, pool, client, `client-${index}`))}
        ${clients.length === 0 && markup`<p class="empty">There are no clients yet.</p>`}
        ${panel('groups', 'Groups', groupTable(visit, pool))}`,
    });
  },
};

function groupTable({ parts }: Visit, pool: UserPool) {
  const found = [...parts.services.store.find(groups, 'pool', pool.id)];
  return table({
    label: 'Groups',
    head: ['Name', 'Description', 'Precedence', 'Role'],
    empty: 'There are no groups.',
    rows: found.map(({ name, description, precedence, roleArn }) => ({
      cells: [
        markup`<strong>${name}</strong>`,
        description ?? '–',
        precedence ?? '–',
        roleArn ?? '–',
      ],
    })),
  });
}
