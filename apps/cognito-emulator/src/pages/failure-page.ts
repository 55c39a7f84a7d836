import type { Request } from '../http/request.js';
import type { FailureStatus } from '../http/route.js';
import { markup } from '../markup/markup.js';
import type { FailurePage } from '../oauth/page-endpoint.js';
import { plainPage } from './plain-page.js';

interface Words {
  readonly title: string;
  readonly text: string;
}

const words: Readonly<Record<FailureStatus, Words>> = {
  413: { title: 'That is too long', text: 'What you entered is longer than can be taken here.' },
  429: { title: 'Too many requests', text: 'Please wait a moment, and then try again.' },
  500: { title: 'Something broke here', text: 'It isn’t your fault. Please try again.' },
  503: { title: 'Not available now', text: 'Sign-in is out of order. Please try again later.' },
};

/** Tells people that a page failed, and leads back to it; programs, which don't ask for pages, get nothing from here. */
export const failurePage: FailurePage = (request, status) => {
  if (!wantsPage(request)) return undefined;
  const { title, text } = words[status];
  return plainPage(status, {
    title,
    intro: markup`<p role="alert">${text}</p>`,
    outro: markup`<p><a href="${addressOf(request)}">Try again</a></p>`,
  });
};

const wantsPage = ({ headers }: Request) => /\btext\/html\b/i.test(headers.accept ?? '');

function addressOf({ path, query }: Request): string {
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
