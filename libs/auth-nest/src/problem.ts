import { STATUS_CODES } from 'node:http';

interface ProblemMembers {
  readonly code: string;
  readonly detail: string;
  readonly requestId?: string;
}

/** The body of a refusal: a problem detail of the generic type, whose title is the status phrase (RFC 9457 §4.2.1). */
export function problem(status: number, members: ProblemMembers) {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, ...members };
}
