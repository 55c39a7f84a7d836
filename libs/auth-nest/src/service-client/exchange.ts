import type { Dispatcher } from 'undici';

/** How one attempt ended: with an answer, or with none. */
export type Outcome = WholeAnswer | Fault;

export interface WholeAnswer {
  readonly fault?: undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly chunks: readonly Buffer[];
}

export interface Fault {
  /** `expired`: the call's time was over before this attempt. `invalid`: the request can't be sent as it is. */
  readonly fault: 'unreachable' | 'timeout' | 'expired' | 'too_large' | 'invalid' | 'closed';
  /** A code, such as `ECONNREFUSED`. */
  readonly detail: string;
  /** The status, where the head of an answer was there. */
  readonly status: number;
  /** Nothing of the request has left. */
  readonly unsent: boolean;
}

/**
 * Sends a request and reads the whole answer, within a number of bytes and up to a moment on the clock of
 * `performance`. Never rejects.
 */
export function exchange(
  upstream: Dispatcher,
  request: Dispatcher.DispatchOptions,
  bounds: { readonly answerBytes: number; readonly deadline: number },
): Promise<Outcome> {
  const milliseconds = bounds.deadline - performance.now();
  if (milliseconds <= 0) return Promise.resolve(expired);
  return new Promise((resolve) => {
    const reader = new AnswerReader(resolve, bounds.answerBytes, milliseconds);
    upstream.dispatch(request, reader);
  });
}

const expired: Fault = { fault: 'expired', detail: 'deadline', status: 0, unsent: true };

/** undici's own reader of answers makes a stream of each; this one keeps the chunks and counts them. */
class AnswerReader implements Dispatcher.DispatchHandler {
  private readonly timer: NodeJS.Timeout;
  private readonly chunks: Buffer[] = [];
  private controller: Dispatcher.DispatchController | undefined;
  private headers: WholeAnswer['headers'] = {};
  private status = 0;
  private bytes = 0;
  private ended = false;

  constructor(
    private readonly resolve: (outcome: Outcome) => void,
    private readonly maxBytes: number,
    milliseconds: number,
  ) {
    this.timer = setTimeout(timeUp, milliseconds, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.ended) controller.abort(new Error('the call is over'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: WholeAnswer['headers'],
  ): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.byteLength;
    if (this.bytes <= this.maxBytes) this.chunks.push(chunk);
    else this.stop('too_large', 'answer too large');
  }

  onResponseEnd(): void {
    const { status, headers, chunks } = this;
    this.end({ status, headers, chunks });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const detail = codeOf(error);
    this.fail(faultByCode.get(detail) ?? 'unreachable', detail);
  }

  /** Ends the attempt and the connection with it. */
  stop(fault: Fault['fault'], detail: string): void {
    this.fail(fault, detail);
    this.controller?.abort(new Error(detail));
  }

  private fail(fault: Fault['fault'], detail: string): void {
    this.end({ fault, detail, status: this.status, unsent: this.controller === undefined });
  }

  private end(outcome: Outcome): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    this.resolve(outcome);
  }
}

function timeUp(reader: AnswerReader): void {
  reader.stop('timeout', 'deadline');
}

const faultByCode = new Map<string, Fault['fault']>([
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['UND_ERR_INVALID_ARG', 'invalid'],
  ['UND_ERR_CLOSED', 'closed'],
  ['UND_ERR_DESTROYED', 'closed'],
]);

/** An error's code and not its message: undici's parser errors carry parts of the answer. */
function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
