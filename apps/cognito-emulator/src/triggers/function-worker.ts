import { Worker } from 'node:worker_threads';
import type { InlineFunction } from './function-code.js';
import { workerSource } from './worker-source.js';

export type WorkerAnswer =
  | { readonly kind: 'result'; readonly json: string | undefined }
  /** The handler threw; the text is its own. */
  | { readonly kind: 'error'; readonly text: string }
  /** The worker is of no more use: it took too long or broke down. */
  | { readonly kind: 'gone'; readonly text: string };

/** One place a function's code runs in, apart from the emulator's memory and environment; one event at a time. */
export class FunctionWorker {
  private readonly worker: Worker;
  private ended = false;

  constructor(
    code: InlineFunction,
    private readonly limitMilliseconds: number,
    onOutput: (text: string) => void,
  ) {
    this.worker = new Worker(workerSource, {
      eval: true,
      env: code.environment,
      execArgv: [],
      workerData: { ...code, limitMilliseconds },
      resourceLimits: { maxOldGenerationSizeMb: 128 },
      stdout: true,
      stderr: true,
    });
    // Each call listens for itself; these are for what happens between calls.
    this.worker.on('error', () => (this.ended = true)).on('exit', () => (this.ended = true));
    for (const stream of [this.worker.stdout, this.worker.stderr])
      stream.setEncoding('utf8').on('data', onOutput);
  }

  get isUsable(): boolean {
    return !this.ended;
  }

  call(event: unknown): Promise<WorkerAnswer> {
    return new Promise((resolve) => {
      const { worker } = this;
      const finish = (answer: WorkerAnswer): void => {
        clearTimeout(limit);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        resolve(answer);
      };
      const limit = setTimeout(() => {
        finish({ kind: 'gone', text: 'Function call timed out' });
        this.stop();
      }, this.limitMilliseconds);
      const onMessage = (message: { result?: string; error?: string }): void =>
        finish(
          message.error === undefined
            ? { kind: 'result', json: message.result }
            : { kind: 'error', text: message.error },
        );
      const onError = (): void => finish({ kind: 'gone', text: 'Function crashed' });
      const onExit = (): void => finish({ kind: 'gone', text: 'Function exited' });
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage({ event });
    });
  }

  stop(): void {
    void this.worker.terminate();
  }
}
