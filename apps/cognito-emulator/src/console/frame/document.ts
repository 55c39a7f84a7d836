import type { Answer } from '../../http/answer.js';
import { attributes, type Html, markup } from '../../markup/markup.js';
import { iconHref, scriptHref, stylesheetHref } from '../assets/routes.js';
import { consolePath, homePath, notices, type Shown, type Visit } from '../page.js';
import { consoleHeaders } from './security.js';

const sections: readonly (readonly [path: string, text: string])[] = [
  [homePath, 'Overview'],
  [`${consolePath}/outbox`, 'Outbox'],
  [`${consolePath}/requests`, 'Requests'],
  [`${consolePath}/faults`, 'Faults and clock'],
  [`${consolePath}/keys`, 'Keys and reset'],
];

/** What is said above a page, beside the page itself. */
export interface Said {
  readonly fault?: string | undefined;
  readonly status?: number | undefined;
  /** A line for Set-Cookie. */
  readonly cookie?: string | undefined;
}

export function pageAnswer(visit: Visit, page: Shown, { fault, status, cookie }: Said): Answer {
  return {
    status: status ?? (fault === undefined ? 200 : 400),
    headers: { ...consoleHeaders, ...(cookie === undefined ? {} : { 'set-cookie': cookie }) },
    body: String(documentOf(visit, page, fault)),
  };
}

function documentOf(visit: Visit, page: Shown, fault: string | undefined): Html {
  const { title, section, trail = [], body } = page;
  return markup`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${fault !== undefined && 'Error: '}${title} – Cognito emulator</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <link rel="stylesheet" href="${stylesheetHref}">
    <link rel="icon" href="${iconHref}">
    <script src="${scriptHref}" defer></script>
  </head>
  <body>
    <a class="skip" href="#main">To the content</a>
    <header class="top">
      <a class="brand" href="${homePath}"><span class="mark" aria-hidden="true">C</span>Cognito emulator</a>
      <nav aria-label="Console">${sections.map(
        ([path, text]) =>
          markup`<a${attributes({ href: path, 'aria-current': path === section && 'page' })}>${text}</a>`,
      )}</nav>
    </header>
    ${stateBar(visit)}
    <main id="main">
      ${trail.length > 0 && markup`<nav class="trail" aria-label="Where you are"><ol>${trail.map(([path, text]) => markup`<li><a href="${path}">${text}</a></li>`)}</ol></nav>`}
      <h1>${title}</h1>
      ${said(visit, fault)}
      ${body}
    </main>
    <footer class="bottom"><p>For development only. Everything here is also at the <code>/_emulator</code> API.</p></footer>
  </body>
</html>
`;
}

function said({ query }: Visit, fault: string | undefined): Html | undefined {
  if (fault !== undefined)
    return markup`<p class="say bad" role="alert" data-fault>${fault === '' ? 'That didn’t work.' : fault}</p>`;
  const key = query.get('done') ?? '';
  if (!Object.hasOwn(notices, key)) return undefined;
  return markup`<p class="say good" role="status">${notices[key as keyof typeof notices]}</p>`;
}

/** What makes the emulator answer unlike usual; somebody who forgot about it looks for it everywhere else. */
function stateBar({ parts }: Visit): Html | undefined {
  const states = [...faultStates(parts.services.faults.current), ...clockStates(parts.clock)];
  if (states.length === 0) return undefined;
  return markup`<aside class="state" aria-label="Not as usual"><a href="${consolePath}/faults">${states.map(
    (text) => markup`<span>${text}</span>`,
  )}</a></aside>`;
}

type Parts = Visit['parts'];

function faultStates({
  dark,
  jwks,
  throttle,
  operations,
}: Parts['services']['faults']['current']): readonly string[] {
  const count = Object.keys(operations).length;
  return [
    dark !== null && (dark === 'drop' ? 'Drops all connections' : 'Unavailable'),
    jwks !== null && (jwks === 'drop' ? 'Drops requests for keys' : 'Keys unavailable'),
    throttle !== false &&
      (throttle === true ? 'Throttles everything' : `Throttles the next ${throttle}`),
    count > 0 && (count === 1 ? 'One rule of faults' : `${count} rules of faults`),
  ].filter((text) => text !== false);
}

const clockStates = ({ offsetMilliseconds }: Parts['clock']): readonly string[] =>
  offsetMilliseconds === 0
    ? []
    : [`Clock ${offsetMilliseconds > 0 ? 'ahead' : 'behind'} by ${duration(offsetMilliseconds)}`];

/** In the two largest units there are. */
export function duration(milliseconds: number): string {
  let seconds = Math.round(Math.abs(milliseconds) / 1_000);
  const parts: string[] = [];
  for (const [unit, length] of units) {
    const count = Math.floor(seconds / length);
    seconds -= count * length;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return parts.length === 0 ? 'less than a second' : parts.slice(0, 2).join(' ');
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;
