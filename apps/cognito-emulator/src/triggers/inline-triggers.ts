import { ServiceError } from '../domain/errors.js';
import type { TriggerEvent, Triggers } from '../domain/triggers.js';
import type { InlineFunction } from './function-code.js';
import { FunctionWorker, type WorkerAnswer } from './function-worker.js';

/** Cognito waits this long for a function (developer guide, "Working with Lambda triggers"). */
const cognitoLimitMilliseconds = 5_000;

/** Workers a function may have at a time; more events wait for one of them. */
const mostWorkers = 4;

export interface InlineTriggersOptions {
  /** Told what functions print. */
  onOutput?(functionArn: string, text: string): void;
  /** How long a function may take: 5 s unless told otherwise. */
  readonly limitMilliseconds?: number;
}

/** Runs the functions of a template, each in workers of its own that stay warm. */
export class InlineTriggers implements Triggers {
  private readonly functions = new Map<string, WorkerPool>();

  constructor(functions: Iterable<InlineFunction>, options: InlineTriggersOptions = {}) {
    for (const code of functions) this.functions.set(code.arn, new WorkerPool(code, options));
  }

  async invoke(trigger: string, functionArn: string, event: TriggerEvent): Promise<unknown> {
    const workers = this.functions.get(functionArn);
    if (workers === undefined)
      throw unexpected(trigger, `${functionArn} is not a function of the template`);
    const answer = await workers.call(event);
    if (answer.kind === 'gone') throw unexpected(trigger, answer.text);
    if (answer.kind === 'error')
      throw new ServiceError(
        'UserLambdaValidationException',
        `${trigger} failed with error ${answer.text.replace(/\.$/, '')}.`,
      );
    return answer.json === undefined ? undefined : JSON.parse(answer.json);
  }

  close(): void {
    for (const workers of this.functions.values()) workers.close();
  }
}

const unexpected = (trigger: string, text: string) =>
  new ServiceError(
    'UnexpectedLambdaException',
    `${trigger} invocation failed due to error ${text}.`,
  );

class WorkerPool {
  private readonly idle: FunctionWorker[] = [];
  private readonly waiting: ((worker: FunctionWorker) => void)[] = [];
  private readonly all = new Set<FunctionWorker>();

  constructor(
    private readonly code: InlineFunction,
    private readonly options: InlineTriggersOptions,
  ) {}

  async call(event: TriggerEvent): Promise<WorkerAnswer> {
    const worker = await this.take();
    const answer = await worker.call(event);
    if (answer.kind === 'gone') this.replace(worker);
    else this.free(worker);
    return answer;
  }

  close(): void {
    for (const worker of this.all) worker.stop();
  }

  private take(): Promise<FunctionWorker> {
    for (let worker = this.idle.pop(); worker !== undefined; worker = this.idle.pop()) {
      if (worker.isUsable) return Promise.resolve(worker);
      this.all.delete(worker);
    }
    if (this.all.size < mostWorkers) return Promise.resolve(this.start());
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private start(): FunctionWorker {
    const { code, options } = this;
    const limit = options.limitMilliseconds ?? cognitoLimitMilliseconds;
    const worker = new FunctionWorker(code, limit, (text) => options.onOutput?.(code.arn, text));
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
