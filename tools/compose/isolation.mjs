import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { compose, containers, docker, serviceOf } from './compose.mjs';

const published = ['cognito-emulator', 'gateway'];

/** Only the gateway and the emulator answer on the host, and there on loopback alone. */
export async function onlyTheDoorsAnswerOnTheHost(ports) {
  for (const container of await containers()) {
    const bindings = Object.values(container.HostConfig.PortBindings ?? {}).flat();
    const addresses = bindings.map(({ HostIp }) => HostIp);
    assert.deepEqual(addresses, published.includes(serviceOf(container)) ? ['127.0.0.1'] : []);
  }
  const elsewhere = Object.values(networkInterfaces())
    .flat()
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  for (const address of elsewhere) {
    for (const port of ports)
      assert.equal(await answers(address, port), false, `${address}:${port}`);
  }
}

/** No process of any container has user id 0. */
export async function nothingRunsAsRoot() {
  for (const { Id, Name } of await containers()) {
    const [, ...processes] = (await docker('top', Id, '-eo', 'uid,pid,comm')).trim().split('\n');
    assert.ok(processes.length > 0);
    for (const line of processes)
      assert.notEqual(line.trim().split(/\s+/)[0], '0', `${Name}: ${line}`);
  }
}

/** The database is out of reach for all but the two services, and each of these sees its own database alone. */
export async function databasesAreApart() {
  for (const service of ['gateway', 'cognito-emulator']) {
    assert.match(await inside(service, reachPostgres), /unreachable/, service);
  }
  for (const [service, other] of [
    ['order-service', 'users'],
    ['user-service', 'orders'],
  ]) {
    assert.match(await inside(service, reachPostgres), /reachable/);
    assert.match(await inside(service, connectTo(other)), /refused 42501/, service);
  }
}

/** No container's log holds a secret. */
export async function secretsStayOutOfLogs(secrets) {
  for (const container of await containers()) {
    const logs = await docker('logs', container.Id);
    for (const secret of secrets)
      assert.ok(!logs.includes(secret), `${container.Name} logs a secret`);
  }
}

const reachPostgres = `
  const socket = require('node:net').connect(5432, 'postgres');
  socket.setTimeout(2000, () => { console.log('unreachable'); process.exit(); });
  socket.once('error', () => console.log('unreachable'));
  socket.once('connect', () => { console.log('reachable'); process.exit(); });`;

const connectTo = (database) => `
  (async () => {
    const { default: pg } = await import('/app/node_modules/pg/lib/index.js');
    const url = new URL(require('node:fs').readFileSync('/settings/database-url', 'utf8'));
    url.pathname = '/${database}';
    const client = new pg.Client(url.href);
    await client.connect().then(() => console.log('connected'), (error) => console.log('refused', error.code));
    process.exit();
  })();`;

function inside(service, script) {
  return compose('exec', '-T', service, 'node', '-e', script);
}

function answers(address, port) {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 1_000 });
    const end = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
