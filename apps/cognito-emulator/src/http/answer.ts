import type { OutgoingHttpHeaders } from 'node:http';

/** What goes back to the client. */
export interface Answer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** What became of the request, in the words of the log: `ok`, or the code of an error. It isn't sent. */
  readonly outcome?: string;
}

export function jsonAnswer(
  status: number,
  body: unknown,
  headers: OutgoingHttpHeaders = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** Sends a browser elsewhere; nobody keeps where to, as it may hold a code. */
export const redirect = (location: string, headers: OutgoingHttpHeaders = {}): Answer => ({
  status: 302,
  headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', ...headers },
});

/** The error body of everything that has no error form of its own. */
export const errorAnswer = (status: number, error: string, headers: OutgoingHttpHeaders = {}) =>
  jsonAnswer(status, { error }, headers);
