/** An answer of the service under test. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Its JSON; undefined when there is no body. */
  readonly body: unknown;
}

/** Calls the service under test as anyone on the network could. */
export async function callService(
  url: string,
  route: string,
  options: { readonly headers?: Record<string, string>; readonly body?: unknown } = {},
): Promise<Answer> {
  const [method, path] = route.split(' ');
  const { headers, body } = options;
  const response = await fetch(`${url}${path ?? ''}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const parsed: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: parsed };
}
