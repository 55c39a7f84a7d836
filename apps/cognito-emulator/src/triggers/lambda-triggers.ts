import { ServiceError } from '../domain/errors.js';
import type { TriggerEvent, Triggers } from '../domain/trigger/triggers.js';
import type { WorkerAnswer } from './function-worker.js';
import {
  functionNameOf,
  type LambdaFunction,
  runtimeEnvironment,
  unqualifiedArn,
} from './lambda-function.js';
import { WorkerPool } from './worker-pool.js';

/** Cognito waits this long for a function (developer guide, "Working with Lambda triggers"). */
const cognitoLimitMilliseconds = 5_000;

/** A function that doesn't answer in time is called this often in all (same page). */
const mostAttempts = 3;

export interface LambdaTriggersOptions {
  /** Told what functions print. */
  readonly onOutput?: (functionArn: string, text: string) => void;
  /** How long Cognito waits: 5 s unless told otherwise. */
  readonly limitMilliseconds?: number;
  /** The most events that a function handles at a time. */
  readonly mostWorkers?: number | undefined;
  /** Instead of that limit and of every function's own timeout. */
  readonly timeoutSeconds?: number | undefined;
  /** What every function finds in its environment beside its own; asked for when one is started. */
  readonly environment?: () => Readonly<Record<string, string>>;
}

/** Runs the functions of templates and of this machine, each in workers of its own that stay warm. */
export class LambdaTriggers implements Triggers {
  /** By ARN; by name alone where nothing more is known. Undefined for a function that can't be run. */
  private readonly functions: ReadonlyMap<string, WorkerPool | undefined>;

  constructor(functions: Iterable<LambdaFunction>, options: LambdaTriggersOptions = {}) {
    this.functions = new Map(
      [...functions].map((lambda) => [lambda.arn, workersOf(lambda, options)]),
    );
  }

  async invoke(trigger: string, functionArn: string, event: TriggerEvent): Promise<unknown> {
    const key = [unqualifiedArn(functionArn), functionNameOf(functionArn)].find((name) =>
      this.functions.has(name),
    );
    if (key === undefined)
      throw unexpected(trigger, `${functionArn} is not a function of the template`);
    const workers = this.functions.get(key);
    if (workers === undefined) return event;
    const answer = await persistently(() => workers.call(functionArn, event));
    if (answer.kind === 'late')
      throw unexpected(trigger, 'Socket timeout while invoking Lambda function');
    if (answer.kind === 'gone') throw unexpected(trigger, answer.text);
    if (answer.kind === 'error')
      throw new ServiceError(
        'UserLambdaValidationException',
        `${trigger} failed with error ${answer.text.replace(/\.$/, '')}.`,
      );
    return answer.json === undefined ? undefined : JSON.parse(answer.json);
  }

  /** Stops every function. Calls under way and later ones fail with UnexpectedLambdaException. */
  async close(): Promise<void> {
    const pools = [...this.functions.values()].filter((workers) => workers !== undefined);
    await Promise.all(pools.map((workers) => workers.close()));
  }
}

function workersOf(lambda: LambdaFunction, options: LambdaTriggersOptions): WorkerPool | undefined {
  const { arn, code } = lambda;
  if (code === undefined) return undefined;
  const { timeoutSeconds, limitMilliseconds = cognitoLimitMilliseconds } = options;
  const { onOutput, environment } = options;
  const limited = { ...lambda, timeoutSeconds: timeoutSeconds ?? lambda.timeoutSeconds };
  const settingsOf = () => ({
    code,
    limitMilliseconds: timeoutSeconds === undefined ? limitMilliseconds : timeoutSeconds * 1_000,
    environment: { ...runtimeEnvironment(lambda), ...environment?.(), ...lambda.environment },
    onOutput: (text: string) => onOutput?.(arn, text),
  });
  return new WorkerPool(limited, settingsOf, options.mostWorkers);
}

async function persistently(call: () => Promise<WorkerAnswer>): Promise<WorkerAnswer> {
  let answer = await call();
  for (let attempt = 1; attempt < mostAttempts && answer.kind === 'late'; attempt += 1)
    answer = await call();
  return answer;
}

const unexpected = (trigger: string, text: string) =>
  new ServiceError(
    'UnexpectedLambdaException',
    `${trigger} invocation failed due to error ${text}.`,
  );
