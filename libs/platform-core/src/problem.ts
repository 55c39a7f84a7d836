import { STATUS_CODES } from 'node:http';

/** A problem detail, the error body of every HTTP answer that isn't another protocol's (RFC 9457 §3). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** A stable word a program can branch on. */
  readonly code?: string;
  readonly requestId?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** A problem of the generic type `about:blank`, whose title is the status phrase (RFC 9457 §4.2.1). */
export function problem(status: number, members: Omit<Partial<Problem>, 'status'> = {}): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, ...members };
}
