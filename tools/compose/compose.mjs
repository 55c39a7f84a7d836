import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { services } from '../../libs/services/src/services.mjs';

const run = promisify(execFile);
export const project = 'gatehouse-compose-test';

/** Current Compose is a subcommand of docker; 1.29 is a program of its own. */
const [program, ...first] =
  spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' }).status === 0
    ? ['docker', 'compose']
    : ['docker-compose'];

/** Runs a Compose command on the test's project and gives what it prints. */
export async function compose(...args) {
  const { stdout } = await run(program, [...first, '-p', project, ...args], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

export async function docker(...args) {
  const { stdout } = await run('docker', args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

const filter = ['--filter', `label=com.docker.compose.project=${project}`];

/** What a container has written, to both of its outputs. */
export async function logsOf({ Id }) {
  const { stdout, stderr } = await run('docker', ['logs', Id], { maxBuffer: 64 * 1024 * 1024 });
  return stdout + stderr;
}

/** What Docker knows of each running container of the project. */
export async function containers() {
  return inspected(await docker('ps', '-q', ...filter));
}

/** The same of all containers, those that have ended included. */
export async function everyContainer() {
  return inspected(await docker('ps', '-aq', ...filter));
}

async function inspected(list) {
  const ids = lines(list);
  return ids.length === 0 ? [] : JSON.parse(await docker('inspect', ...ids));
}

export const serviceOf = (container) => container.Config.Labels['com.docker.compose.service'];

/** Names of containers, volumes and networks that carry the project's label. */
export async function remains() {
  const lists = await Promise.all([
    docker('ps', '-aq', ...filter),
    docker('volume', 'ls', '-q', ...filter),
    docker('network', 'ls', '-q', ...filter),
  ]);
  return lists.flatMap(lines);
}

/** Gateway, emulator, PostgreSQL and the services. */
export const runningContainers = 3 + services.length;

const healthyWithinMilliseconds = 180_000;
const pollMilliseconds = 200;

/** Waits until as many containers run, and all of them are healthy. */
export async function healthy(atLeast = runningContainers) {
  const giveUpAt = Date.now() + healthyWithinMilliseconds;
  for (;;) {
    const states = (await containers()).map((one) => one.State.Health?.Status);
    if (states.length >= atLeast && states.every((state) => state === 'healthy')) return;
    if (Date.now() > giveUpAt)
      throw new Error(`not healthy:\n${await compose('logs', '--tail=20')}`);
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
}

function lines(text) {
  return text.split('\n').filter((line) => line !== '');
}
