/** What an upstream is to see of an attack that goes through without harm. */
export interface Harmless {
  readonly method?: string;
  /** Path and query. */
  readonly url: string;
  readonly body?: string;
  /** Headers among those it has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One thing a caller could send, with what is documented to become of it. */
export interface Attack {
  readonly name: string;
  /** What is sent on a connection, a character an octet. */
  readonly bytes: string;
  /** Status of the first answer. Those from 400 on have a problem as body. */
  readonly status: number;
  /** The connection ends by the gateway's doing. */
  readonly closes?: boolean;
  /** The upstream may see a beginning of it, broken off: its body turned out bad on the way. */
  readonly breaksOff?: boolean;
  /** What upstreams see in its sequence; nothing, if absent. */
  readonly reaches?: readonly Harmless[];
  /** No header that reaches an upstream holds this. */
  readonly neverReaches?: string;
}

/** The bytes of a request. */
export function request(line: string, fields: readonly string[], body = ''): string {
  return [line, ...fields, '', body].join('\r\n');
}

/** The two fields of a good request. */
export function goodFields(token: string): readonly string[] {
  return ['Host: x', `Authorization: Bearer ${token}`];
}
