import { FunctionWorker, type WorkerAnswer, type WorkerSettings } from './function-worker.js';
import type { LambdaFunction } from './lambda-function.js';

export const defaultFunctionWorkers = 4;

/** The workers of one function, which stay warm. */
export class WorkerPool {
  private readonly idle: FunctionWorker[] = [];
  private readonly waiting: ((worker: FunctionWorker | undefined) => void)[] = [];
  private readonly all = new Set<FunctionWorker>();
  private isClosed = false;

  constructor(
    private readonly lambda: LambdaFunction,
    private readonly settingsOf: () => WorkerSettings,
    /** Further events wait for one of them. */
    private readonly mostWorkers = defaultFunctionWorkers,
  ) {}

  async call(functionArn: string, event: unknown): Promise<WorkerAnswer> {
    const worker = await this.take();
    if (worker === undefined) return { kind: 'gone', text: 'Function exited' };
    const answer = await worker.call(functionArn, event);
    if (worker.isUsable) this.free(worker);
    else this.replace(worker);
    return answer;
  }

  /** Stops every worker. Events that wait for a worker, and later ones, get `gone` instead of a new worker. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const resume of this.waiting.splice(0)) resume(undefined);
    await Promise.all([...this.all].map((worker) => worker.stop()));
  }

  private take(): Promise<FunctionWorker | undefined> {
    if (this.isClosed) return Promise.resolve(undefined);
    for (let worker = this.idle.pop(); worker !== undefined; worker = this.idle.pop()) {
      if (worker.isUsable) return Promise.resolve(worker);
      this.all.delete(worker);
    }
    if (this.all.size < this.mostWorkers) return Promise.resolve(this.start());
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private start(): FunctionWorker {
    const worker = new FunctionWorker(this.lambda, this.settingsOf());
    this.all.add(worker);
    return worker;
  }

  private free(worker: FunctionWorker): void {
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(worker);
    else next(worker);
  }

  private replace(worker: FunctionWorker): void {
    this.all.delete(worker);
    const next = this.waiting.shift();
    if (next !== undefined) next(this.start());
  }
}
