import { csrfField } from '../../pages/security/csrf-tokens.js';
import { attributes, type Html, type HtmlValue, markup } from '../../markup/markup.js';
import type { Visit } from '../page.js';

/** A part of a page under a heading of its own. */
export const panel = (id: string, title: string, content: HtmlValue, aside?: HtmlValue): Html =>
  markup`<section class="panel" aria-labelledby="${id}">
    <header class="panel-head"><h2 id="${id}">${title}</h2>${aside}</header>
    ${content}
  </section>`;

/** A text to take over elsewhere: a click selects all of it, and the script puts a button beside it. */
export const copyable = (text: string, what: string): Html =>
  markup`<code class="value" data-copy="${what}">${text}</code>`;

export const code = (text: string): Html => markup`<code>${text}</code>`;

export type Fact = readonly [label: string, value: HtmlValue];

/** What is known of something; what isn't there is left out. */
export function facts(known: readonly Fact[]): Html {
  const rows = known.filter(([, value]) => value !== undefined && value !== false && value !== '');
  return markup`<dl class="facts">${rows.map(
    ([label, value]) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

export const list = (items: readonly HtmlValue[]): Html | false =>
  items.length > 0 &&
  markup`<ul class="plain">${items.map((item) => markup`<li>${item}</li>`)}</ul>`;

export const chips = (texts: readonly string[]): Html | false =>
  texts.length > 0 &&
  markup`<ul class="chips">${texts.map((text) => markup`<li>${text}</li>`)}</ul>`;

type Tone = 'good' | 'bad' | 'warn' | 'plain';

export const badge = (text: string, tone: Tone): Html =>
  markup`<span class="badge ${tone}">${text}</span>`;

interface Row {
  /** What the script tells rows by when it brings in new ones. */
  readonly key?: string | undefined;
  readonly cells: readonly HtmlValue[];
}

interface Table {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly Row[];
  /** What stands there instead of no rows. */
  readonly empty: string;
}

/** A table; on phones each row is a card, whose cells say what they are. */
export function table({ label, head, rows, empty }: Table): Html {
  return markup`<div class="table">
    <table${attributes({ 'aria-label': label, hidden: rows.length === 0 })}>
      <thead><tr>${head.map((text) => markup`<th scope="col">${text}</th>`)}</tr></thead>
      <tbody>${rows.map(({ key, cells }) => rowOf(head, key, cells))}</tbody>
    </table>
    ${rows.length === 0 && markup`<p class="empty">${empty}</p>`}
  </div>`;
}

const rowOf = (head: readonly string[], key: string | undefined, cells: readonly HtmlValue[]) =>
  markup`<tr${attributes({ 'data-key': key })}>${cells.map(
    (cell, index) => markup`<td data-label="${head[index] ?? ''}"><div>${cell}</div></td>`,
  )}</tr>`;

/** A point in time, UTC. */
export function time(at: number | string): Html {
  const iso = typeof at === 'string' ? at : new Date(at).toISOString();
  const text = iso.slice(0, 19).replace('T', ' ');
  return markup`<time datetime="${iso}">${text}</time>`;
}

/** A form that changes something. Its action belongs to the console, and its token to the browser. */
export const postForm = (
  { csrf }: Visit,
  action: string,
  content: HtmlValue,
  className = 'row',
): Html =>
  markup`<form method="post" action="${action}" class="${className}"><input type="hidden" name="${csrfField}" value="${csrf}">${content}</form>`;

/** A form with a button and nothing else. */
export const postButton = (
  visit: Visit,
  action: string,
  text: string,
  kind: 'plain' | 'danger' = 'plain',
): Html => postForm(visit, action, markup`<button class="${kind}">${text}</button>`, 'single');

interface Choice {
  readonly value: string;
  readonly text: string;
}

interface Select {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen?: string | undefined;
}

export const select = ({ id, name, label, choices, chosen }: Select): Html =>
  markup`<div class="field"><label for="${id}">${label}</label><select id="${id}" name="${name}">${choices.map(
    ({ value, text }) =>
      markup`<option${attributes({ value, selected: value === chosen })}>${text}</option>`,
  )}</select></div>`;

interface Input {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'number' | 'datetime-local' | 'search';
  readonly value?: string | undefined;
  readonly required?: boolean;
  readonly hint?: string;
  readonly min?: number;
  readonly max?: number;
  readonly list?: string;
}

export const input = ({ id, label, hint, type = 'text', ...own }: Input): Html => {
  const described = hint === undefined ? undefined : `${id}-hint`;
  const plain = { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' };
  const step = type === 'datetime-local' ? 1 : undefined;
  return markup`<div class="field"><label for="${id}">${label}</label><input${attributes({ id, type, step, ...plain, ...own, 'aria-describedby': described })}>${hint !== undefined && markup`<p class="hint" id="${id}-hint">${hint}</p>`}</div>`;
};
