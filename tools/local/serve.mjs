/** Runs one app from source and starts it again whenever a file it has loaded changes: `node serve.mjs gateway`. */
import { spawn } from 'node:child_process';
import { watchFile } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { endWithParent } from './end-with-parent.mjs';
import { demandFreePorts } from './free-ports.mjs';
import { environmentOf } from './settings.mjs';

const app = process.argv[2];
const loader = new URL('../typescript/register.mjs', import.meta.url).href;
const folder = app === 'local-database' ? 'infra' : 'apps';
const environment = environmentOf(app);

await demandFreePorts([app]);

let child = start();
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal));
endWithParent(() => stop('SIGTERM'));

if (environment.EMULATOR_TEMPLATE) {
  watchFile(environment.EMULATOR_TEMPLATE, { interval: 500 }, () => {
    child.removeAllListeners('exit');
    child.once('exit', () => (child = start()));
    child.kill('SIGTERM');
  });
}

function start() {
  const options = ['--watch', '--watch-preserve-output', '--conditions=@gatehouse/source'];
  const started = spawn(process.execPath, [...options, '--import', loader, 'src/main.ts'], {
    cwd: fileURLToPath(new URL(`../../${folder}/${app}`, import.meta.url)),
    env: environment,
    stdio: 'inherit',
  });
  started.once('exit', (code) => process.exit(stopping ? 0 : (code ?? 1)));
  return started;
}

function stop(signal) {
  stopping = true;
  child.kill(signal);
}
