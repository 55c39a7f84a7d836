/** Servers as processes of their own, each held to one core where the system can do that, and what they take of it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const canPin =
  cpus().length > 1 && spawnSync('taskset', ['-c', '0', process.execPath, '-e', '0']).status === 0;

/** What a report says about cores. */
export const pinning = canPin
  ? 'Each server is held to one core (taskset); whoever asks runs on another.'
  : 'No taskset here: servers and whoever asks share all cores.';

/** Lets this process, which asks, keep off the core of those it asks. */
export function keepOffServersCore() {
  if (canPin)
    spawnSync('taskset', ['-a', '-p', '-c', `1-${cpus().length - 1}`, String(process.pid)]);
}

/**
 * Starts a server on a free port.
 * @param how `command(port)` gives arguments of node; `env(port)`, `cwd` as for spawn
 */
export async function startServer({ command, env = () => ({}), cwd }) {
  const port = await freePort();
  const args = [process.execPath, ...command(port)];
  const [program, ...rest] = canPin ? ['taskset', '-c', '0', ...args] : args;
  const startedAt = performance.now();
  const child = spawn(program, rest, {
    cwd,
    env: { ...process.env, ...env(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (text) => (errors += text));
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    startedAt,
    /** CPU time so far, in milliseconds. */
    cpuMilliseconds: () => cpuOf(child.pid),
    /** Resident memory, in MB. */
    residentMegabytes: () => residentOf(child.pid),
    requireRunning() {
      if (child.exitCode !== null) throw new Error(`a server ended: ${errors}`);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

const clockTicks = 100;

/** Of Linux alone: elsewhere there is nothing to read, and the clock on the wall has to do. */
function cpuOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / clockTicks;
  } catch {
    return undefined;
  }
}

function residentOf(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(stdout) / 1024;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A folder that is there while `work` goes on. */
export async function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
