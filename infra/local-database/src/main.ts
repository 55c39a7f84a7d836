import { startLocalDatabase } from './local-database.js';
import { type LocalDatabaseSettings, readSettings } from './settings.js';

/** How long the services may take to finish their work on Ctrl-C before their sessions are ended. */
const graceMilliseconds = 3_000;

/** One Ctrl-C reaches this process more than once, through those that started it; a later one is impatience. */
const sameSignalMilliseconds = 1_000;

const { port, directory, databases } = settings();
const starting = startLocalDatabase({ directory, port, databases });
let stopping: number | undefined;

function stop(): void {
  if (stopping !== undefined) {
    if (Date.now() - stopping > sameSignalMilliseconds) process.exit(1);
    return;
  }
  stopping = Date.now();
  starting.then((database) => database.close(graceMilliseconds)).then(() => process.exit(0), fail);
}
process.on('SIGTERM', stop).on('SIGINT', stop);

starting.then((database) => {
  print(
    `ready on 127.0.0.1:${database.port} (${databases.join(', ')}), data in ${database.directory}`,
  );
  void database.ended.then(() => {
    if (stopping === undefined) fail(new Error('PostgreSQL ended unexpectedly.'));
  });
}, fail);

function settings(): LocalDatabaseSettings {
  try {
    return readSettings(process.env);
  } catch (error) {
    return fail(error);
  }
}

function fail(error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  const text = code === 'EADDRINUSE' ? `port ${port} is taken by another program.` : message;
  process.stderr.write(`local-database: ${text}\n`);
  process.exit(1);
}

function print(line: string): void {
  process.stdout.write(`local-database: ${line}\n`);
}
