import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: () => Record<string, unknown>;
  /** Where it sends the browser, as a whole address. */
  readonly redirect: () => URL;
}

interface HttpCall {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** Sends one request as it stands: any Host, no redirect followed, no path put in order. */
export async function httpCall(url: string, call: HttpCall): Promise<HttpAnswer> {
  const { hostname, port } = new URL(url);
  const { body: sent, ...options } = call;
  const sending = request({ hostname, port, agent: false, ...options } as object);
  sending.end(sent);
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  const body = await text(response);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body,
    json: () => JSON.parse(body) as Record<string, unknown>,
    redirect: () => new URL(response.headers.location ?? 'nowhere:', url),
  };
}
