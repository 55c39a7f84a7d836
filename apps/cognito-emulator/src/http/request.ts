import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { readBounded } from '@gatehouse/platform-core';

/** The parts of an HTTP request that handlers look at. */
export interface Request {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Name and value of every header line in turn, those that `headers` leaves out included. */
  readonly rawHeaders: readonly string[];
  /** @throws BodyTooLargeError before more than that is read. */
  body(mostBytes: number): Promise<Buffer>;
}

export class BodyTooLargeError extends Error {
  constructor(readonly mostBytes: number) {
    super(`the body is longer than ${mostBytes} bytes`);
    this.name = 'BodyTooLargeError';
  }
}

/** Whether the client went away, or broke HTTP, before its body was read: nobody is left to answer. */
export const isAborted = (error: unknown) =>
  (error as NodeJS.ErrnoException | undefined)?.code === 'ECONNRESET';

/** Reads a request's target; nothing when it isn't one that a client may send to a server. */
export function parseRequest(message: IncomingMessage, id: string): Request | undefined {
  const target = message.url ?? '';
  if (!target.startsWith('/')) return undefined;
  const [path = '', ...query] = target.split('?');
  return {
    id,
    method: message.method ?? '',
    path,
    query: new URLSearchParams(query.join('?')),
    headers: message.headers,
    rawHeaders: message.rawHeaders,
    body: (mostBytes) => readBody(message, mostBytes),
  };
}

/** A request whose body is here, or failed to come: what is done with it waits for no client. */
export async function received(request: Request, mostBytes: number): Promise<Request> {
  const reading = request.body(mostBytes);
  await reading.catch(() => undefined);
  return {
    ...request,
    body: async (most) => {
      const bytes = await reading;
      if (bytes.length > most) throw new BodyTooLargeError(most);
      return bytes;
    },
  };
}

async function readBody(message: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const tooLarge = () => new BodyTooLargeError(mostBytes);
  if (Number(message.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  return readBounded(message as AsyncIterable<Buffer>, mostBytes, tooLarge);
}
