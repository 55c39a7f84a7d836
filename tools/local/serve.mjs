/** Runs one app from source and starts it again whenever one of its sources changes: `node serve.mjs gateway`. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppReports } from './app-reports.mjs';
import { endWithParent } from './end-with-parent.mjs';
import { demandFreePorts } from './free-ports.mjs';
import { portNamesOf } from './readiness.mjs';
import { SourceWatcher } from './source-watcher.mjs';
import { changesBetween, folderOf, sourcesOf, stateOf } from './sources.mjs';
import { Supervisor } from './supervisor.mjs';

const app = process.argv[2];
const loader = new URL('../typescript/register.mjs', import.meta.url).href;
const launcher = fileURLToPath(new URL('run-source.mjs', import.meta.url));
const options = ['--conditions=@gatehouse/source', '--import', loader];

const folder = folderOf(app);
await demandFreePorts(portNamesOf(app));

const reports = new AppReports(app);
const watcher = new SourceWatcher(() => supervisor.notice());
const supervisor = new Supervisor({
  start,
  read: () => stateOf(sourcesOf(app)),
  changes: changesBetween,
  restarting: (files) => reports.restarting(files),
  running: (_child, signal) => reports.running(signal),
  failed: (child, ending, signal) => reports.failed(child, ending, signal),
});

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => supervisor.stop(signal));
endWithParent(() => supervisor.stop('SIGTERM'));
// The reader of the output may have ended already; the app has to end all the same.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);

await supervisor.run();
process.exit(0);

function start() {
  watcher.watch(sourcesOf(app));
  const child = spawn(process.execPath, [...options, launcher, app], {
    cwd: folder,
    stdio: ['inherit', 'inherit', 'pipe'],
  });
  reports.listenTo(child);
  return child;
}
