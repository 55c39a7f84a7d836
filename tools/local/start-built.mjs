/**
 * Runs the whole built system until it is told to stop: database, emulator, services, gateway and the demo's users.
 * Once all are ready it prints one line of JSON that says where everything is. It holds no secrets: passwords and client
 * secrets are files in the directory `secrets` under `localDirectory`. Directory and ports come from the variables of
 * settings.mjs, so that any number of systems can run side by side.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { services } from '../../libs/services/src/services.mjs';
import { demoUsers } from './demo-users.mjs';
import {
  emulatorUrl,
  environmentOf,
  gatewayUrl,
  localDirectory,
  pool,
  ports,
} from './settings.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const serviceNames = services.map(({ name }) => name);
const running = new Map();
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);

await script('tools/local/prepare.mjs');
for (const app of ['local-database', 'cognito-emulator', ...serviceNames, 'gateway']) start(app);
await script('tools/local/demo.mjs', ['--once']);
console.log(
  JSON.stringify({
    gatewayUrl,
    emulatorUrl,
    serviceUrls: Object.fromEntries(
      serviceNames.map((name) => [name, `http://127.0.0.1:${ports[name]}`]),
    ),
    localDirectory,
    pool,
    users: demoUsers().map(({ password: _password, ...user }) => user),
  }),
);

function start(app) {
  const folder = app === 'local-database' ? 'infra' : 'apps';
  const child = spawn(process.execPath, [`${root}${folder}/${app}/dist/main.js`], {
    env: environmentOf(app),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.set(app, child);
  child.once('exit', (code) => {
    if (!stopping) fail(`${app} ended with ${code}`);
  });
}

async function script(path, args = []) {
  const child = spawn(process.execPath, [root + path, ...args], {
    cwd: root,
    env: process.env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) fail(`${path} ended with ${code}`);
}

/** The gateway first, the database last, so that requests in progress finish. */
async function stop() {
  if (stopping) return;
  stopping = true;
  for (const app of ['gateway', ...serviceNames, 'cognito-emulator', 'local-database']) {
    const child = running.get(app);
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      if (code !== 0) process.exitCode = 1;
    }
  }
  process.exit();
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
  void stop();
}
