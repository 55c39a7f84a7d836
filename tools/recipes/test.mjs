/**
 * Does what the how-to pages `add-*.md` say, one after another in a copy of the repository, and then checks the copy:
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

const { folder, remove } = copyWorkspace();
try {
  const changed = new Set();
  for (const name of names) {
    const page = readFileSync(fileURLToPath(new URL(`${name}.md`, pages)), 'utf8');
    timed(name, () => follow(page).forEach((path) => changed.add(path)));
  }
  timed('the checks of the copy', () => check([...changed]));
} catch (error) {
  console.error(`recipes: ${error.message}`);
  process.exitCode = 1;
} finally {
  remove();
}

function timed(name, work) {
  const started = Date.now();
  try {
    work();
  } catch (error) {
    throw new Error(`${name} failed: ${error.message}`);
  }
  console.log(`recipes: ${name} passed (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

/** @returns the paths of the files that the page changes */
function follow(page) {
  const steps = stepsOf(page);
  for (const step of steps) {
    if (step.kind === 'commands') for (const line of linesOf(step.text)) perform(line);
    else apply(step, folder);
  }
  return steps.flatMap(({ path }) => (path === undefined ? [] : [path]));
}

function check(changed) {
  run('npx tsc -b');
  run(`npx prettier --check --log-level=warn ${changed.join(' ')}`);
  run('npx nx show projects --json');
  const code = changed.filter((path) => /\.m?[jt]s$/.test(path));
  run(`npx eslint --max-warnings=0 ${code.join(' ')}`);
  run('node tools/generate.mjs --check');
}

/** `npm install` would replace the links to what is installed, so that the projects that it makes known are linked here. */
function perform(command) {
  if (command === 'npm install') linkProjects(folder);
  else run(command);
}

function linesOf(text) {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function run(command) {
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: folder,
    shell: true,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false', CI: 'true' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${command}\n${stdout}${stderr}`);
}
