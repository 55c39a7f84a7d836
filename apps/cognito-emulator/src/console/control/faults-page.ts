import { faultNames } from '../../emulator-api/fault-routes.js';
import { type Html, markup } from '../../markup/markup.js';
import type { Darkness, FaultRule, Share } from '../../operations/faults.js';
import { duration } from '../frame/document.js';
import {
  copyable,
  facts,
  input,
  panel,
  postButton,
  postForm,
  select,
  table,
} from '../frame/elements.js';
import { consolePath, type ConsolePage, shown, type Visit } from '../page.js';

export const faultsPath = `${consolePath}/faults`;

/** What makes the emulator fail, and its clock. */
export const faultsPage: ConsolePage = {
  path: faultsPath,
  show: (visit) =>
    shown({
      title: 'Faults and clock',
      section: faultsPath,
      body: markup`<p class="lead">See how programs cope with a Cognito that fails, and with time that goes by. Nothing here reaches the console.</p>
        <div class="columns">
          ${panel('service', 'The whole service', serviceForm(visit))}
          ${panel('clock', 'Clock', clockForms(visit))}
        </div>
        ${panel('rules', 'By operation', [ruleTable(visit), ruleForm(visit)], postButton(visit, `${faultsPath}/end`, 'End all faults'))}`,
    }),
};

const darknesses = [
  { value: 'none', text: 'answer as usual' },
  { value: 'drop', text: 'drop the connection' },
  { value: 'unavailable', text: 'answer 503' },
];

const darknessValue = (darkness: Darkness) => darkness ?? 'none';

function serviceForm(visit: Visit): Html {
  const { dark, jwks, throttle } = visit.parts.services.faults.current;
  return postForm(
    visit,
    `${faultsPath}/service`,
    [
      select({
        id: 'dark',
        name: 'dark',
        label: 'All endpoints',
        choices: darknesses,
        chosen: darknessValue(dark),
      }),
      select({
        id: 'jwks',
        name: 'jwks',
        label: 'Keys and discovery',
        choices: darknesses,
        chosen: darknessValue(jwks),
      }),
      shareFields('throttle', 'Refuse for the rate', throttle),
      markup`<button>Apply</button>`,
    ],
    'stack',
  );
}

/** Which of the next requests: none, all, or as many as a number says. */
function shareFields(name: string, label: string, share: Share): Html {
  const choices = [
    { value: 'none', text: 'none' },
    { value: 'all', text: 'all requests' },
    { value: 'some', text: 'the next …' },
  ];
  const chosen = typeof share === 'number' ? 'some' : share ? 'all' : 'none';
  const value = typeof share === 'number' ? String(share) : undefined;
  return markup`<div class="row">
    ${select({ id: name, name, label, choices, chosen })}
    ${input({ id: `${name}-count`, name: `${name}Count`, label: 'How many', type: 'number', min: 1, max: 1_000_000, value })}
  </div>`;
}

function clockForms(visit: Visit): Html {
  const { clock } = visit.parts;
  const now = new Date(clock.nowMilliseconds()).toISOString();
  const offset = clock.offsetMilliseconds;
  const units = ['seconds', 'minutes', 'hours', 'days'].map((value) => ({ value, text: value }));
  return markup`${facts([
    ['It is', copyable(now, 'the time')],
    ['Shift', offset === 0 ? 'none' : `${duration(offset)} ${offset > 0 ? 'ahead' : 'behind'}`],
  ])}
    ${postForm(visit, `${faultsPath}/clock/advance`, [
      input({
        id: 'amount',
        name: 'amount',
        label: 'Move on by',
        type: 'number',
        value: '1',
        required: true,
      }),
      select({ id: 'unit', name: 'unit', label: 'Unit', choices: units, chosen: 'hours' }),
      markup`<button>Move</button>`,
    ])}
    ${postForm(visit, `${faultsPath}/clock/set`, [
      input({
        id: 'now',
        name: 'now',
        label: 'Set to (UTC)',
        type: 'datetime-local',
        value: now.slice(0, 19),
        required: true,
      }),
      markup`<button class="plain">Set</button>`,
    ])}
    ${postButton(visit, `${faultsPath}/clock/right`, 'Set it right')}`;
}

function ruleTable(visit: Visit): Html {
  const rules = Object.entries(visit.parts.services.faults.current.operations);
  return table({
    label: 'Rules in force',
    head: ['Operation or endpoint', 'What happens', 'End'],
    empty: 'No rule is in force.',
    rows: rules.map(([name, rule]) => ({
      cells: [
        markup`<strong>${name === '*' ? 'all others (*)' : name}</strong>`,
        ruleText(rule),
        postForm(
          visit,
          `${faultsPath}/rules/end`,
          markup`<input type="hidden" name="name" value="${name}"><button class="quiet">End<span class="unseen"> the rule for ${name}</span></button>`,
          'single',
        ),
      ],
    })),
  });
}

function ruleText({ throttle, error, slowMilliseconds }: FaultRule): string {
  const share = (value: Share) => (value === true ? 'all' : `the next ${Number(value)}`);
  return [
    throttle !== undefined && throttle !== false && `refuses ${share(throttle)} for the rate`,
    error !== undefined && error !== false && `fails ${share(error)}`,
    slowMilliseconds !== undefined && `waits ${slowMilliseconds} ms`,
  ]
    .filter((text) => text !== false)
    .join(', ');
}

function ruleForm(visit: Visit): Html {
  const effects = [
    { value: 'throttle', text: 'refuse for the rate' },
    { value: 'error', text: 'fail' },
    { value: 'slowMilliseconds', text: 'wait (ms)' },
  ];
  const names = [...faultNames].map((name) => markup`<option value="${name}"></option>`);
  return postForm(visit, `${faultsPath}/rules`, [
    input({
      id: 'name',
      name: 'name',
      label: 'Operation or endpoint',
      list: 'names',
      required: true,
    }),
    markup`<datalist id="names">${names}</datalist>`,
    select({ id: 'effect', name: 'effect', label: 'What happens', choices: effects }),
    input({
      id: 'count',
      name: 'count',
      label: 'How many, or ms',
      type: 'number',
      min: 1,
      max: 1_000_000,
      hint: 'All when empty.',
    }),
    markup`<button>Add</button>`,
  ]);
}
