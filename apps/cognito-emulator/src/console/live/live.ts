import { attributes, type Html, type HtmlValue, markup } from '../../markup/markup.js';

interface Source {
  /** What the emulator's API calls it. */
  readonly source: 'outbox' | 'requests';
  readonly filter?: Readonly<Record<string, string | number | undefined>>;
  /** The number of the newest that is shown. */
  readonly after: number;
}

/**
 * A list that the script keeps up to date: it waits at the emulator's API until something comes, and takes the new rows
 * out of this very page as the server makes it then.
 */
export function live({ source, filter = {}, after }: Source, content: HtmlValue): Html {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams();
  for (const [name, value] of given) query.set(name, String(value));
  const wait = `/_emulator/${source}?${query.toString()}`;
  return markup`<div${attributes({ 'data-live': wait, 'data-after': after, id: `live-${source}` })}>
    <p class="pulse" data-status hidden></p>${content}</div>`;
}
