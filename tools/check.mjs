/**
 * Everything that must hold before a change lands, apart from tests: `npm run check`. Lint takes as long as all other
 * steps, so it runs beside them. After a fault no further step starts.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const source = ['--conditions=@gatehouse/source', '--import', './tools/typescript/register.mjs'];

/** The steps of a lane run one after another, the lanes side by side. */
const lanes = [
  [
    // One process for all: half the time of one a project. The rule on boundaries reads Nx's graph and doesn't make it.
    ['project graph', 'npx', ['nx', 'show', 'projects', '--json']],
    ['lint', 'npx', ['eslint', '--max-warnings=0', '.']],
  ],
  [
    ['format', 'npx', ['prettier', '--check', '--log-level=warn', '.']],
    ['types', 'npx', ['tsc', '-b']],
    ['generated files', 'node', ['tools/generate.mjs', '--check']],
    ['links in documents', 'node', ['tools/check/links.mjs']],
    ['tests named in docs/security.md', 'node', ['tools/check/security-page.mjs']],
    ['secrets in Compose files', 'node', [...source, 'tools/check/compose-files.mjs']],
    ['specs for other releases of Node.js', 'node', ['tools/check/runtimes.mjs']],
    ['seeded faults', 'node', ['tools/check/seeded-faults.mjs']],
    ['shared declarations', 'node', ['tools/check/declared-once.mjs']],
    ['import circles', 'node', ['tools/check/import-circles.mjs']],
    ['dependencies', 'node', ['tools/check/dependencies.mjs']],
    ['packed libraries', 'node', ['tools/packages/check.mjs']],
  ],
];

let hasFailed = false;
await Promise.all(lanes.map(runLane));
process.exit(hasFailed ? 1 : 0);

async function runLane(steps) {
  for (const [name, command, args] of steps) {
    if (hasFailed) return;
    const started = Date.now();
    const { status, output } = await run(command, args);
    if (status !== 0) {
      hasFailed = true;
      console.error(`${output}check: ${name} failed`);
      return;
    }
    console.log(`check: ${name} passed (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
}

/** The output of a step is kept until it ends, so that those of two steps do not mix. */
async function run(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (one) => chunks.push(one));
  const [status] = await once(child, 'close');
  return { status, output: Buffer.concat(chunks).toString() };
}
