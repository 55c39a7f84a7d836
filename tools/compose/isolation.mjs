import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { services } from '../../libs/services/src/services.mjs';
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

/**
 * A service enters its own database alone, changes nothing of its schema, and holds no password of a role that could.
 * The superuser has no way in over a network.
 */
export async function databasesAreApart(superuserPassword) {
  for (const { name: service, database: own } of services) {
    const others = services.map(({ database }) => database).filter((database) => database !== own);
    const superuser = { username: 'postgres', password: superuserPassword };
    const attempts = [
      { expected: 'done' },
      ...[...others, 'postgres', 'template1'].map((database) => ({ database, expected: '28000' })),
      ...[own, 'postgres'].map((database) => ({ ...superuser, database, expected: '28000' })),
      ...schemaChanges.map((statement) => ({ statement, expected: '42501' })),
    ];
    const results = JSON.parse(await inside(service, attemptAll(attempts)));
    assert.deepEqual(
      results,
      attempts.map(({ expected }) => expected),
      service,
    );
    const files = await inside(
      service,
      "console.log(require('node:fs').readdirSync('/settings').join())",
    );
    assert.match(files, /database-url/);
    assert.doesNotMatch(files, /migration/);
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

/** The name of a table is read from the database, so the statements fit every service. */
const changesOfSomeTable = [
  'TRUNCATE %I CASCADE',
  'DROP TABLE %I CASCADE',
  'ALTER TABLE %I ADD COLUMN probe int',
].map(
  (change) => `DO $$ BEGIN EXECUTE (SELECT format('${change}', relname) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LIMIT 1); END $$`,
);

const schemaChanges = [
  'CREATE TABLE probe (id int)',
  'CREATE TEMPORARY TABLE probe (id int)',
  'CREATE SCHEMA probe',
  'CREATE TABLE drizzle.probe (id int)',
  'DELETE FROM drizzle.__drizzle_migrations',
  'CREATE ROLE probe',
  ...changesOfSomeTable,
];

/** Leaves all databases as an earlier version had them: one role each, which owns everything. */
export async function leaveDatabasesToTheirRuntimeRoles() {
  for (const { database: name } of services) {
    const statements = `REASSIGN OWNED BY ${name}_migrations TO ${name};
      DROP OWNED BY ${name}_migrations; DROP ROLE ${name}_migrations`;
    await compose(
      'exec',
      '-T',
      'postgres',
      'psql',
      '-q',
      '-U',
      'postgres',
      '-d',
      name,
      '-v',
      'ON_ERROR_STOP=1',
      '-c',
      statements,
    );
  }
}

/** Runs each statement as the service's role, or at a changed URL, and prints `done` or PostgreSQL's error code. */
const attemptAll = (attempts) => `
  (async () => {
    const { default: pg } = await import('/app/node_modules/pg/lib/index.js');
    const given = require('node:fs').readFileSync('/settings/database-url', 'utf8');
    const results = [];
    for (const { database, statement = 'SELECT 1', username, password } of ${JSON.stringify(attempts)}) {
      const url = new URL(given);
      if (database) url.pathname = '/' + database;
      if (username) Object.assign(url, { username, password });
      const client = new pg.Client(url.href);
      client.on('error', () => undefined);
      results.push(await client.connect().then(() => client.query(statement))
        .then(() => 'done', (error) => error.code));
      await client.end().catch(() => undefined);
    }
    console.log(JSON.stringify(results));
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
