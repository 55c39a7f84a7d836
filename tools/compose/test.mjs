/**
 * Proves docker-compose.yml on a Docker host and nothing else: `npm run test:compose`. With `--build` it only builds the
 * images, so that the proof itself finds them.
 */
import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { services } from '../../libs/services/src/services.mjs';
import { demoUsers } from '../local/demo-users.mjs';
import { seedDemoUsers } from '../local/seed-demo-users.mjs';
import { compose, healthy, remains, runningContainers } from './compose.mjs';
import { clientsOf } from './services.mjs';
import {
  Customer,
  databaseMayBeKilled,
  everyServiceMayRestart,
  gatewayMayBeReplaced,
} from './interruptions.mjs';
import {
  databasesAreApart,
  leaveDatabasesToTheirRuntimeRoles,
  nothingRunsAsRoot,
  onlyTheDoorsAnswerOnTheHost,
} from './isolation.mjs';
import { onlyNeededPortsAreReachable } from './reachability.mjs';
import {
  readGivenSecrets,
  secretsStayOutOfEnvironments,
  secretsStayOutOfLogs,
  superuserPassword,
} from './secrets.mjs';
import { describeAws } from './aws.mjs';

const withValkey = 'docker-compose.yml:docker-compose.valkey.yml';
const root = new URL('../..', import.meta.url).pathname;
const [gatewayPort, emulatorPort] = await freePorts(2);
Object.assign(process.env, { GATEWAY_PORT: `${gatewayPort}`, EMULATOR_PORT: `${emulatorPort}` });
process.chdir(root);

const ids = JSON.parse(readFileSync('infra/user-pool/generated/local-ids.json', 'utf8'));
const [pool] = Object.values(ids.pools);
const gatewayUrl = `http://localhost:${gatewayPort}`;
const emulatorUrl = `http://localhost:${emulatorPort}`;
const users = demoUsers();
const customer = new Customer(gatewayUrl, users[0]);

if (process.argv.includes('--build')) {
  await step('build', () => compose('build', '-q'));
  process.exit();
}

try {
  await step('clean', () => compose('down', '-v', '--remove-orphans'));
  await step('build', () => compose('build', '-q'));
  await step('up', () => compose('up', '-d').then(() => healthy()));
  const secrets = await step('read the secrets it made', readSecrets);
  await step('journeys', () => journeys(secrets));
  await step('only the doors answer on the host', () =>
    onlyTheDoorsAnswerOnTheHost([gatewayPort, emulatorPort]),
  );
  await step('nothing runs as root', nothingRunsAsRoot);
  await step('only needed ports are reachable', () => onlyNeededPortsAreReachable());
  await step('databases are apart', async () => databasesAreApart(await superuserPassword()));
  await step('every service may restart', () => everyServiceMayRestart(customer));
  await step('the database may be killed', () => databaseMayBeKilled(customer));
  const { placed, refused } = await step('the gateway may be replaced', () =>
    gatewayMayBeReplaced(customer),
  );
  console.log(
    `        ${placed} orders placed and found, ${refused} connections refused meanwhile`,
  );
  await step('secrets stay out of logs and environments', secretsStaySecret);
  await step('down, and up with Valkey, keep users and orders of an earlier version', () =>
    downAndUp(secrets),
  );
  await step('with Valkey, only needed ports are reachable', () =>
    onlyNeededPortsAreReachable('valkey'),
  );
  await step('with Valkey, secrets stay out of logs and environments', secretsStaySecret);
  await step('at AWS, it starts with the secrets that files hold', startAtAws);
  await step('down -v leaves nothing', leaveNothing);
} catch (error) {
  console.error(error);
  console.error(await compose('logs', '--tail=40').catch(String));
  process.exitCode = 1;
} finally {
  await compose('down', '-v', '--remove-orphans').catch(() => undefined);
}

async function step(name, work) {
  const started = Date.now();
  const result = await work();
  console.log(`compose: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return result;
}

/** Read the way an operator would: through a container that has the volume. */
async function readSecrets() {
  const names = [...services.flatMap(clientsOf), 'partner'];
  const script = `console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => require('node:fs').readFileSync('/settings/cognito-emulator/' + name, 'utf8'))))`;
  const values = JSON.parse(
    await compose('run', '--rm', '--no-deps', '-T', 'settings', 'node', '-e', script),
  );
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

/** The journeys of apps/e2e, from outside. */
async function journeys(
  secrets,
  names = ['user-journey', 'machine-journey', 'refusals', 'sign-out'],
) {
  await seedDemoUsers({ endpoint: emulatorUrl, poolId: pool.id, users });
  const system = { gatewayUrl, emulatorUrl, pool, users, secrets };
  const { status } = spawnSync(
    process.execPath,
    ['../../node_modules/jest/bin/jest.js', ...names],
    {
      cwd: `${root}apps/e2e`,
      env: { ...process.env, E2E_SYSTEM: JSON.stringify(system) },
      stdio: 'inherit',
    },
  );
  assert.equal(status, 0, 'a journey failed');
}

async function secretsStaySecret(more = []) {
  const given = [...(await readGivenSecrets()), ...more];
  await secretsStayOutOfLogs(given);
  await secretsStayOutOfEnvironments(given);
}

/** The second time with Valkey, through which gateways then hear of sessions that end. */
async function downAndUp(secrets) {
  const id = await customer.placeOrder();
  await leaveDatabasesToTheirRuntimeRoles();
  await compose('down');
  process.env.COMPOSE_FILE = withValkey;
  await compose('up', '-d');
  await healthy(runningContainers + 1);
  await customer.seesOrder(id);
  await customer.signIn();
  await journeys(secrets, ['sign-out']);
  await databasesAreApart(await superuserPassword());
}

/** Nothing there is signed in to: the pool does not exist. */
async function startAtAws() {
  await compose('down');
  const aws = describeAws();
  try {
    Object.assign(process.env, aws.environment);
    await compose('up', '-d');
    await healthy(runningContainers - 1);
    await onlyNeededPortsAreReachable('aws');
    await secretsStaySecret(aws.secrets);
    await compose('down');
  } finally {
    aws.remove();
    process.env.COMPOSE_FILE = withValkey;
  }
}

async function leaveNothing() {
  await compose('down', '-v', '--remove-orphans');
  assert.deepEqual(await remains(), []);
}

async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(
    servers.map((server) => new Promise((resolve) => server.once('listening', resolve))),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
