/**
 * Does what the how-to pages `add-*.md` say, each in a copy of the repository, and then checks the copy:
 * `npm run test:recipes`, or `node tools/recipes/test.mjs add-a-scope` for one page.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apply, stepsOf } from './recipe.mjs';
import { copyWorkspace, linkProjects } from './workspace-copy.mjs';

const pages = new URL('../../docs/how-to/', import.meta.url);
const wanted = process.argv.slice(2);
const names = readdirSync(pages)
  .filter((name) => name.startsWith('add-'))
  .map((name) => basename(name, '.md'))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
if (names.length === 0) throw new Error('there is no such page');

for (const name of names) {
  const started = Date.now();
  const { folder, remove } = copyWorkspace();
  try {
    follow(readFileSync(fileURLToPath(new URL(`${name}.md`, pages)), 'utf8'), folder);
    console.log(`recipes: ${name} passed (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    console.error(`recipes: ${name} failed: ${error.message}`);
    process.exitCode = 1;
  } finally {
    remove();
  }
}

function follow(page, folder) {
  const steps = stepsOf(page);
  const changed = [...new Set(steps.flatMap(({ path }) => (path === undefined ? [] : [path])))];
  for (const step of steps) {
    if (step.kind === 'commands') for (const line of linesOf(step.text)) perform(line, folder);
    else apply(step, folder);
  }
  run('npx tsc -b', folder);
  run(`npx prettier --check --log-level=warn ${changed.join(' ')}`, folder);
  run('npx nx show projects --json', folder);
  const code = changed.filter((path) => /\.m?[jt]s$/.test(path));
  run(`npx eslint --max-warnings=0 ${code.join(' ')}`, folder);
  run('node tools/generate.mjs --check', folder);
}

/** `npm install` would replace the links to what is installed, so that the projects that it makes known are linked here. */
function perform(command, folder) {
  if (command === 'npm install') linkProjects(folder);
  else run(command, folder);
}

function linesOf(text) {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function run(command, folder) {
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: folder,
    shell: true,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false', CI: 'true' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${command}\n${stdout}${stderr}`);
}
