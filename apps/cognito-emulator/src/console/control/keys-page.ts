import { keysOf } from '../../emulator-api/key-routes.js';
import { type Html, markup } from '../../markup/markup.js';
import { badge, copyable, input, panel, postForm, select, table, time } from '../frame/elements.js';
import { consolePath, type ConsolePage, shown, type Visit } from '../page.js';

export const keysPath = `${consolePath}/keys`;

/** The keys that sign tokens, and the way back to the beginning. */
export const keysPage: ConsolePage = {
  path: keysPath,
  show: async (visit) =>
    shown({
      title: 'Keys and reset',
      section: keysPath,
      body: markup`${panel('keys', 'Signing keys', [await keyTable(visit), rotateForm(visit)])}
        ${panel('reset', 'Reset', resetForm(visit))}`,
    }),
};

async function keyTable({ parts }: Visit): Promise<Html> {
  const pools = parts.services.pools.all();
  const listed = await keysOf(
    parts.services,
    pools.map(({ id }) => id),
  );
  const nameOf = (poolId: string) => pools.find(({ id }) => id === poolId)?.name ?? poolId;
  return table({
    label: 'Signing keys',
    head: ['Pool', 'Signs', 'Key id', 'Since', 'Published'],
    empty: 'There are no pools, and no keys.',
    rows: listed.flatMap(({ poolId, keys }) =>
      keys.map(({ kid, use, activeSince, retiredUntil }) => ({
        cells: [
          nameOf(poolId),
          use === 'access' ? 'access tokens' : 'ID tokens',
          copyable(kid, 'the key id'),
          activeSince === null ? '–' : time(activeSince),
          retiredUntil === null ? badge('signs', 'good') : markup`until ${time(retiredUntil)}`,
        ],
      })),
    ),
  });
}

function rotateForm(visit: Visit): Html {
  const pools = visit.parts.services.pools.all();
  const how = [
    { value: 'gracefully', text: 'stay published for a while' },
    { value: 'at-once', text: 'are gone at once' },
  ];
  return postForm(visit, `${keysPath}/rotate`, [
    select({
      id: 'poolId',
      name: 'poolId',
      label: 'Pool',
      choices: [
        { value: '', text: 'All' },
        ...pools.map(({ id, name }) => ({ value: id, text: `${name} (${id})` })),
      ],
    }),
    select({ id: 'how', name: 'how', label: 'The keys so far', choices: how }),
    input({
      id: 'seconds',
      name: 'seconds',
      label: 'For how many seconds',
      type: 'number',
      min: 1,
      max: 31_536_000,
      value: '3600',
    }),
    markup`<button>Rotate</button>`,
  ]);
}

const resetForm = (visit: Visit): Html =>
  postForm(
    visit,
    `${keysPath}/reset`,
    markup`<fieldset><legend>What is there afterwards</legend>
      <p class="choice"><input type="radio" id="to-template" name="to" value="template" checked>
        <label for="to-template">What the template led to: its pools, clients, groups and users</label></p>
      <p class="choice"><input type="radio" id="to-nothing" name="to" value="nothing">
        <label for="to-nothing">Nothing: no pools, users, messages, keys</label></p></fieldset>
      <p class="choice"><input type="checkbox" id="sure" name="sure" value="yes" required>
        <label for="sure">Everything else may go: what was changed since, faults and the clock’s shift too</label></p>
      <button class="danger">Reset</button>`,
    'stack',
  );
