import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { sendSignal } from './process-table.js';
import { watchOverServer } from './watcher.js';
import { type DataLocation, clusterOf } from './data-location.js';

/** Nothing is inherited: PGDATA, PGPORT and their kin in the caller's environment would change the server. */
export const serverEnvironment = { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin' };

export interface ServerSettings {
  readonly postgres: string;
  readonly location: DataLocation;
  readonly port: number;
  /** Data that ends with its server needs no fsync, and its folder goes when the server does. */
  readonly temporary: boolean;
  readonly log: (line: string) => void;
}

/** A postmaster that was launched; it may still be starting, or have failed to. */
export interface Server {
  /** Resolves when the server has ended, whatever the reason. */
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  /** The last lines it logged, for an error message. */
  lastLines(): readonly string[];
  /** Waits up to the grace for clients to leave, then ends their sessions and itself. */
  stop(graceMilliseconds: number): Promise<void>;
}

/**
 * Starts its arguments in the background, tells their process id and ends, so that the server is nobody's
 * descendant: tools that end a tree of processes from its leaves up would take it apart piece by piece.
 */
const launcher = '"$@" </dev/null >/dev/null & echo $!';

/** Launches a server in a session of its own, so that Ctrl-C reaches its clients first, and it through them. */
export async function launchServer(settings: ServerSettings): Promise<Server> {
  const { location } = settings;
  const child = spawn(
    '/bin/sh',
    ['-c', launcher, 'launch-postgres', settings.postgres, ...serverArguments(settings)],
    {
      ...location.account,
      cwd: location.folder,
      env: serverEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const lines = keepLastLines(child.stderr, settings.log);
  let over = false;
  // All of the server's processes hold this pipe, so its end is theirs.
  const closed = once(child.stderr, 'close').then(() => {
    over = true;
  });
  const pid = Number(await text(child.stdout));
  const release = watchOverServer(pid, settings.temporary ? location.folder : undefined);
  const ended = closed.then(release);
  return {
    ended,
    hasEnded: () => over,
    lastLines: () => lines,
    stop: (graceMilliseconds) => stop(pid, ended, graceMilliseconds),
  };
}

function serverArguments({ location, port, temporary }: ServerSettings): string[] {
  const options = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements carry data and, when roles are made, passwords: none goes to the log.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    // PostgreSQL 18 would keep three more processes for reading ahead.
    io_method: 'sync',
    wal_level: 'minimal',
    max_wal_senders: '0',
    ...(temporary ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', clusterOf(location), ...flags];
}

function keepLastLines(errors: Readable, log: (line: string) => void): string[] {
  const lines: string[] = [];
  createInterface({ input: errors }).on('line', (line) => {
    lines.push(line);
    if (lines.length > 20) lines.shift();
    log(line);
  });
  return lines;
}

/** PostgreSQL's smart (SIGTERM), fast (SIGINT) and immediate (SIGQUIT) shutdown, each given its time. */
async function stop(pid: number, ended: Promise<void>, grace: number): Promise<void> {
  const steps: readonly (readonly [NodeJS.Signals, number])[] = [
    ...(grace > 0 ? ([['SIGTERM', grace]] as const) : []),
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ];
  for (const [signal, milliseconds] of steps) {
    sendSignal(pid, signal);
    if (await within(ended, milliseconds)) return;
  }
}

async function within(ended: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  const result = await Promise.race([ended.then(() => true as const), limit]);
  clearTimeout(timer);
  return result;
}
