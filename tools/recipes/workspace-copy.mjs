/** Copies of the repository in which tests may change anything. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scope = '@gatehouse';

/**
 * Copies the files that are under version control, or may be, and what was built of them. Dependencies are links to the
 * repository's own; those of the workspace lead to the copy.
 *
 * @returns the folder, and `remove()`
 */
export function copyWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-copy-'));
  for (const path of [...sources(), ...builtFolders()]) {
    if (!existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), { recursive: true, preserveTimestamps: true });
  }
  for (const path of ['', ...projects()]) linkDependencies(path, folder);
  // Some tools list the files under version control.
  spawnSync('git', ['init', '-q'], { cwd: folder });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Links the projects of a copy that are not in its node_modules yet, as `npm install` would. */
export function linkProjects(folder) {
  for (const project of projects(folder)) {
    const { name } = JSON.parse(readFileSync(join(folder, project, 'package.json'), 'utf8'));
    const link = join(folder, 'node_modules', name);
    if (!existsSync(link)) symlinkSync(join('../..', project), link);
  }
}

function sources() {
  const { stdout } = spawnSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.split('\0').filter((path) => path !== '');
}

/** Output of the compiler: with it, only what a test changes is compiled again. */
const builtFolders = () =>
  projects().flatMap((project) => ['dist', 'out-tsc'].map((name) => join(project, name)));

function projects(folder = root) {
  return ['apps', 'libs', 'infra'].flatMap((kind) =>
    readdirSync(join(folder, kind)).map((name) => join(kind, name)),
  );
}

function linkDependencies(project, folder) {
  const from = join(root, project, 'node_modules');
  if (!existsSync(from)) return;
  const to = join(folder, project, 'node_modules');
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name !== scope) symlinkSync(join(from, name), join(to, name));
  }
  if (!existsSync(join(from, scope))) return;
  // Relative links, which lead to the copy's own projects.
  cpSync(join(from, scope), join(to, scope), { recursive: true, verbatimSymlinks: true });
}
