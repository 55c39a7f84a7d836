import type { LoggedRequest } from '../../emulator-api/request-log.js';
import { type Html, markup } from '../../markup/markup.js';
import { badge, copyable, table, time } from '../frame/elements.js';
import type { Visit } from '../page.js';
import { live } from './live.js';

/** The last requests, newest first; the script brings in those that come. */
export function requestList({ parts }: Visit, limit: number, length: 'whole' | 'short'): Html {
  const found = parts.requestLog.all().slice(-limit).reverse();
  const isWhole = length === 'whole';
  const head = ['Request', 'Outcome', 'Took', ...(isWhole ? ['Time', 'Request id'] : [])];
  const rows = found.map((request) => ({
    key: `r${request.number}`,
    cells: [
      markup`<strong>${request.name}</strong>`,
      outcome(request),
      `${request.milliseconds} ms`,
      ...(isWhole ? [time(request.at), copyable(request.requestId, 'the request id')] : []),
    ],
  }));
  const empty = 'No request yet. Those to Cognito’s API, endpoints and pages arrive here.';
  return live(
    { source: 'requests', after: found[0]?.number ?? 0 },
    table({ label: 'Requests', head, rows, empty }),
  );
}

function outcome({ outcome: text, status }: LoggedRequest): Html {
  if (status === null || status >= 500) return badge(text, 'bad');
  return badge(text, text === 'ok' ? 'good' : 'warn');
}
