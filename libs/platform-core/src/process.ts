import type { z } from 'zod';
import { type Environment, loadConfig, type MissingSettings, StartError } from './config.js';
import { seconds } from './config-fields.js';
import { DomainError } from './domain-error.js';

export interface RunningProcess {
  /** Stops taking work, finishes what is under way and frees all ports. */
  close(): Promise<void>;
}

interface ProcessDefinition<Shape extends z.ZodRawShape> {
  readonly name: string;
  readonly config: z.ZodObject<Shape>;
  readonly environment: Environment;
  /** Names what is missing although the schema allows it; see loadConfig. */
  readonly missing?: MissingSettings;
  start(config: z.output<z.ZodObject<Shape>>): Promise<RunningProcess>;
}

const usualGraceSeconds = 20;

/** The setting that bounds the end of a process. `runProcess` reads it where a schema has it. */
export const shutdownSettings = {
  SHUTDOWN_GRACE_SECONDS: seconds(usualGraceSeconds, { max: 3_600 }).describe(
    'How long requests in progress may take after SIGTERM. The process ends 5 s later at the latest, so that the platform ' +
      'must wait longer before it kills the process.',
  ),
};

/** What remains after the requests: connections to others are closed. Fixed, because operators add it to the grace. */
const closingMilliseconds = 5_000;
/** One Ctrl-C reaches a process several times when its parents pass it on. */
const sameSignalMilliseconds = 1_000;

/**
 * Runs one app from configuration to its end: wrong settings and a taken port are each one clear message
 * and exit code 1; SIGTERM or SIGINT drains it and exits 0; another signal after a second, or 5 s more than
 * `SHUTDOWN_GRACE_SECONDS` (20 s where the schema has no such setting), ends it at once.
 */
export async function runProcess<Shape extends z.ZodRawShape>(
  definition: ProcessDefinition<Shape>,
): Promise<void> {
  let running: RunningProcess | undefined;
  let stoppingSince: number | undefined;
  let graceSeconds = usualGraceSeconds;
  const stop = (): void => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > sameSignalMilliseconds) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    setTimeout(() => process.exit(1), graceSeconds * 1_000 + closingMilliseconds).unref();
    (running?.close() ?? Promise.resolve()).then(
      () => process.exit(0),
      (error: unknown) => fail(definition.name, error),
    );
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  try {
    const config = loadConfig(definition.config, definition.environment, definition.missing);
    graceSeconds = graceSecondsOf(config);
    running = await definition.start(config);
  } catch (error) {
    fail(definition.name, error);
  }
}

interface TaskDefinition<Shape extends z.ZodRawShape> {
  readonly name: string;
  readonly config: z.ZodObject<Shape>;
  readonly environment: Environment;
  run(config: z.output<z.ZodObject<Shape>>): Promise<void>;
}

/**
 * Runs a task that ends by itself. Exits 0 when the task is done, and 1 with one message when the settings are wrong or
 * the task fails. A signal ends the task at once.
 */
export async function runTask<Shape extends z.ZodRawShape>(
  definition: TaskDefinition<Shape>,
): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(1));
  try {
    await definition.run(loadConfig(definition.config, definition.environment));
  } catch (error) {
    fail(definition.name, error);
  }
  process.exit(0);
}

function graceSecondsOf(config: { readonly SHUTDOWN_GRACE_SECONDS?: unknown }): number {
  const { SHUTDOWN_GRACE_SECONDS: own } = config;
  return typeof own === 'number' ? own : usualGraceSeconds;
}

function fail(name: string, error: unknown): never {
  process.stderr.write(`${name}: ${describe(error)}\n`);
  process.exit(1);
}

function isUnavailability(error: unknown): error is DomainError {
  return error instanceof DomainError && error.kind === 'unavailable';
}

function describe(error: unknown): string {
  // What a process cannot reach, such as its database, is named by the error; where it was called from tells nothing.
  if (error instanceof StartError || isUnavailability(error)) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `port ${String(port)} is taken by another program.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return 'a HOST setting is not an address of this machine.';
  if (code === 'EACCES' && port !== undefined) return `port ${String(port)} may not be opened.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
