import { messagesFor, type Reading } from '../../emulator-api/outbox-routes.js';
import { type Html, markup } from '../../markup/markup.js';
import { type SentMessage, smtpKind } from '../../outbox/kept-outbox.js';
import { badge, copyable, time } from '../frame/elements.js';
import type { Visit } from '../page.js';
import { userPath } from '../pools/paths.js';
import { live } from './live.js';

/** Messages, the newest first; the script brings in those that come. */
export function messageList({ parts }: Visit, reading: Reading, length: 'whole' | 'short'): Html {
  const { services, outbox } = parts;
  const found = [...messagesFor(services, outbox, reading)].reverse();
  const { limit: _limit, ...filter } = reading;
  const items = found.map((message) => item(message, length));
  const all = outbox.all().at(-1)?.number ?? 0;
  return live({ source: 'outbox', filter, after: found[0]?.number ?? all }, [
    markup`<ol class="messages" data-rows>${items}</ol>`,
    found.length === 0 &&
      markup`<p class="empty">No message yet. Codes, invitations and links arrive here.</p>`,
  ]);
}

function item(message: SentMessage, length: 'whole' | 'short'): Html {
  const { number, kind, medium, sentAt } = message;
  return markup`<li data-key="m${number}">
    <p class="line">${badge(kind, 'plain')} <span class="muted">${medium === 'SMS' ? 'SMS' : 'Email'} to</span>
      ${recipient(message)} ${time(sentAt)}</p>
    ${give(message)}
    ${length === 'whole' && text(message)}
  </li>`;
}

/** Mails of applications go to addresses, and Cognito's messages to users. */
function recipient({ kind, destination, poolId, sub, sender = '' }: SentMessage): Html {
  return kind === smtpKind
    ? markup`<span class="strong">${destination}</span> <span class="muted">from ${sender} by SMTP</span>`
    : markup`<a class="strong" href="${userPath(poolId, sub)}">${destination}</a>`;
}

/** What the message is for. */
function give({ code, link }: SentMessage): Html {
  return markup`${code !== null && markup`<p class="give">${copyable(code, 'the code')}</p>`}
    ${link !== null && /^https?:\/\//.test(link) && markup`<p class="give"><a href="${link}" rel="noreferrer">Follow the link</a> ${copyable(link, 'the link')}</p>`}`;
}

const text = ({ subject, body, username }: SentMessage) =>
  markup`<details><summary>Text<span class="unseen"> of the message to ${username}</span></summary>
    ${subject !== null && markup`<p class="subject">${subject}</p>`}<pre>${body}</pre></details>`;
