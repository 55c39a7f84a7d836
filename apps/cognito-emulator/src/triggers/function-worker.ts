import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { InlineCode, LambdaFunction, ModuleCode } from './lambda-function.js';
import { workerSource } from './worker-source.js';

export type WorkerAnswer =
  | { readonly kind: 'result'; readonly json: string | undefined }
  /** The function failed; the text is its own. */
  | { readonly kind: 'error'; readonly text: string }
  /** There was no answer in the time that whoever calls gives. */
  | { readonly kind: 'late' }
  /** The worker broke down. */
  | { readonly kind: 'gone'; readonly text: string };

/** What a worker says: that the function's code is there, and what came of the event. */
type WorkerMessage =
  { readonly kind: 'loaded' } | Extract<WorkerAnswer, { readonly kind: 'result' | 'error' }>;

export interface WorkerSettings {
  readonly code: InlineCode | ModuleCode;
  readonly environment: Readonly<Record<string, string>>;
  /** How long the caller waits. */
  readonly limitMilliseconds: number;
  readonly onOutput: (text: string) => void;
}

/** One place a function's code runs in, apart from the emulator's memory and environment; one event at a time. */
export class FunctionWorker {
  private readonly worker: Worker;
  private readonly online: Promise<void>;
  private ended = false;

  constructor(
    private readonly lambda: LambdaFunction,
    private readonly settings: WorkerSettings,
  ) {
    const { code, environment, onOutput } = settings;
    this.worker = new Worker(workerSource, {
      eval: true,
      env: environment,
      execArgv: [],
      workerData: { code, timeoutSeconds: lambda.timeoutSeconds, modulesFrom: process.cwd() },
      resourceLimits: { maxOldGenerationSizeMb: 128 },
      stdout: true,
      stderr: true,
    });
    this.online = new Promise((resolve) => this.worker.once('online', () => resolve()));
    // Each call listens for itself; these are for what happens between calls.
    this.worker.on('error', () => (this.ended = true)).on('exit', () => (this.ended = true));
    for (const stream of [this.worker.stdout, this.worker.stderr])
      stream.setEncoding('utf8').on('data', onOutput);
  }

  get isUsable(): boolean {
    return !this.ended;
  }

  call(functionArn: string, event: unknown): Promise<WorkerAnswer> {
    const requestId = randomUUID();
    const { worker } = this;
    const { timeoutSeconds } = this.lambda;
    return new Promise((resolve) => {
      const limits: ReturnType<typeof setTimeout>[] = [];
      let isFinished = false;
      const finish = (answer: WorkerAnswer): void => {
        isFinished = true;
        for (const limit of limits) clearTimeout(limit);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        resolve(answer);
      };
      const endAfter = (milliseconds: number, answer: WorkerAnswer): void => {
        if (isFinished) return;
        const end = (): void => {
          void this.stop();
          finish(answer);
        };
        limits.push(setTimeout(end, milliseconds));
      };
      // A caller waits for the code to be loaded as well, but not for this machine to start a thread.
      void this.online.then(() => endAfter(this.settings.limitMilliseconds, { kind: 'late' }));
      const onMessage = (message: WorkerMessage): void => {
        if (message.kind === 'loaded') {
          // Lambda ends what takes longer than the function's own limit and says so.
          const text = `${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
          endAfter(timeoutSeconds * 1_000, { kind: 'error', text });
        } else finish(message);
      };
      const onError = (error: unknown): void => finish(brokenBy(error));
      const onExit = (): void => finish({ kind: 'gone', text: 'Function exited' });
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage({ event, functionArn, requestId });
    });
  }

  async stop(): Promise<void> {
    this.ended = true;
    await this.worker.terminate();
  }
}

/** What a function throws where nobody catches it is its error; without memory the runtime itself breaks. */
function brokenBy(error: unknown): WorkerAnswer {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { kind: 'gone', text: 'Function crashed' };
  return { kind: 'error', text: message ?? String(error) };
}
