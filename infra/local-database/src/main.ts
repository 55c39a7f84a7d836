import { fileURLToPath } from 'node:url';
import { startLocalDatabase } from './local-database.js';

/** How long the services may take to finish their work on Ctrl-C before their sessions are ended. */
const graceMilliseconds = 3_000;

/** One Ctrl-C reaches this process more than once, through those that started it; a later one is impatience. */
const sameSignalMilliseconds = 1_000;

const port = Number(process.env.PORT || 54_329);
const directory =
  process.env.DATA_DIRECTORY || fileURLToPath(new URL('../../../.local/postgres', import.meta.url));
const databases = (process.env.DATABASES || 'orders,users').split(',').map((name) => name.trim());

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

function fail(error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  const taken = `port ${port} is taken by another program.`;
  process.stderr.write(`local-database: ${code === 'EADDRINUSE' ? taken : message}\n`);
  process.exit(1);
}

function print(line: string): void {
  process.stdout.write(`local-database: ${line}\n`);
}
