/** Everything that must hold before a change lands, apart from tests: `npm run check`. Stops at the first fault. */
import { spawnSync } from 'node:child_process';

const source = ['--conditions=@gatehouse/source', '--import', './tools/typescript/register.mjs'];

const steps = [
  ['format', 'npx', ['prettier', '--check', '--log-level=warn', '.']],
  ['types', 'npx', ['tsc', '-b']],
  // One process for all: half the time of one a project. The rule on boundaries reads Nx's graph and doesn't make it.
  ['project graph', 'npx', ['nx', 'show', 'projects', '--json']],
  ['lint', 'npx', ['eslint', '--max-warnings=0', '.']],
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
];

for (const [name, command, args] of steps) {
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`check: ${name} failed`);
    process.exit(1);
  }
  console.log(`check: ${name} passed (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}
