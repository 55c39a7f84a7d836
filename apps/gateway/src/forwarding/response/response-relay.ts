import type { ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { CallerLeftError, ForwardingError, UpstreamError } from '../forwarding-error.js';

const eventStream = /^text\/event-stream(?:;|$)/i;
const lowestFinalStatus = 200;
const highestStatus = 599;
const notModified = 304;

export interface ResponseLimits {
  /** A response still in progress so long after its head counts as a stream. */
  readonly streamAfterMilliseconds: number;
  /** A caller that reads nothing for so long is disconnected. */
  readonly readTimeoutMilliseconds: number;
}

export interface RelayOptions {
  readonly response: ServerResponse;
  /** The fields of the response to the caller, from those of the upstream's: names and values, in turn. */
  readonly fieldsOf: (rawHeaders: readonly Buffer[]) => string[];
  /** Called when the head was sent, and nothing else can be sent instead. */
  readonly onHeadSent: () => void;
  /** Counts the response as a stream. @throws ForwardingError */
  readonly becomeStream: () => void;
  readonly limits: ResponseLimits;
}

/**
 * Streams an upstream response to the caller. Nothing is sent until the first body byte arrives, so an upstream that
 * aborts earlier still becomes a 502 or 504; the head of an event stream is sent at once, because its first event may
 * be minutes away. The upstream request is aborted as soon as the caller leaves.
 */
export class ResponseRelay implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private head: { readonly status: number; readonly rawHeaders: readonly Buffer[] } | undefined;
  private streamTimer: NodeJS.Timeout | undefined;
  private readTimer: NodeJS.Timeout | undefined;
  private isOver = false;

  /** Settled once: without an error when the response is complete or has failed after its head was sent. */
  readonly done: Promise<void>;
  private settle!: (error?: Error) => void;

  constructor(private readonly options: RelayOptions) {
    this.done = new Promise((resolve, reject) => {
      this.settle = (error) => (error ? reject(error) : resolve());
    });
    options.response.once('close', this.leave);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.isOver) controller.abort(new CallerLeftError());
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (this.isOver || status < lowestFinalStatus) return;
    if (status > highestStatus) {
      this.fail(new UpstreamError('unknown_status'));
      return;
    }
    this.head = { status, rawHeaders: controller.rawHeaders as Buffer[] };
    if (status === notModified) this.endWithoutBody();
    else this.countAsStreamWhenLong(String(headers['content-type'] ?? ''));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isOver) return;
    const { response } = this.options;
    if (!this.sendHead() || response.write(chunk)) return;
    controller.pause();
    response.once('drain', this.resume);
    this.readTimer = setTimeout(
      () => response.destroy(),
      this.options.limits.readTimeoutMilliseconds,
    );
  }

  onResponseEnd(): void {
    if (!this.isOver) this.complete();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.isOver) return;
    // The request body failed, and undici reports its error as that of the exchange.
    const isOfCaller = error instanceof ForwardingError || error instanceof CallerLeftError;
    this.fail(isOfCaller ? error : new UpstreamError(codeOf(error)));
  }

  private readonly leave = (): void => {
    if (!this.isOver) this.fail(new CallerLeftError());
  };

  private readonly resume = (): void => {
    clearTimeout(this.readTimer);
    this.controller?.resume();
  };

  private countAsStreamWhenLong(contentType: string): void {
    if (eventStream.test(contentType)) {
      this.becomeStream();
      if (!this.isOver && this.sendHead()) this.options.response.flushHeaders();
      return;
    }
    const { streamAfterMilliseconds } = this.options.limits;
    this.streamTimer = setTimeout(() => this.becomeStream(), streamAfterMilliseconds);
  }

  private becomeStream(): void {
    try {
      this.options.becomeStream();
    } catch (error) {
      this.fail(error as ForwardingError);
    }
  }

  /** undici takes the length that a 304 may state for that of a body, which never comes (RFC 9110 §8.6). */
  private endWithoutBody(): void {
    this.complete();
    this.controller?.abort(new UpstreamError('body_not_expected'));
  }

  private complete(): void {
    if (!this.sendHead()) return;
    this.options.response.end();
    this.finish();
  }

  /** Whether the head has been sent; a field that Node does not accept makes the response a failed one. */
  private sendHead(): boolean {
    const { head } = this;
    const { response, fieldsOf, onHeadSent } = this.options;
    if (response.headersSent) return true;
    if (!head) return false;
    try {
      response.writeHead(head.status, fieldsOf(head.rawHeaders));
    } catch {
      this.fail(new UpstreamError('invalid_field'));
      return false;
    }
    onHeadSent();
    return true;
  }

  private fail(error: Error): void {
    this.finish(error);
    this.controller?.abort(error);
  }

  private finish(error?: Error): void {
    const { response } = this.options;
    this.isOver = true;
    clearTimeout(this.streamTimer);
    clearTimeout(this.readTimer);
    response.off('close', this.leave).off('drain', this.resume);
    if (!error) this.settle();
    else if (!response.headersSent) this.settle(error);
    else {
      // The caller has a part of the response already: only the end of the connection can report the failure.
      response.destroy();
      this.settle();
    }
  }
}

/** The messages of undici's parser errors hold a part of the response, so only codes and names are kept. */
function codeOf(error: NodeJS.ErrnoException): string {
  return error.code ?? error.name;
}
