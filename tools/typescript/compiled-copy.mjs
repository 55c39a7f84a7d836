/**
 * A copy of the workspace as JavaScript, for tests that start programs: Node.js spends more time in the loader of
 * TypeScript than in most programs themselves. The copy has what tests alone use, too, and follows the sources: what has
 * not changed is not compiled again.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { compileSource, swcOptions } from './compile-source.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = join(root, 'node_modules/.cache/gatehouse-programs');
const { version } = createRequire(import.meta.url)('@swc/core/package.json');

/** Folders of a project that the copy has from its sources, or not at all. */
const notLinked = new Set(['src', 'dist', 'out-tsc']);

/** @returns the folder of the copy, in which the source `apps/x/src/main.ts` is `apps/x/dist/main.js` */
export async function compiledCopy() {
  const projects = globSync('{apps,infra,libs}/*/package.json', { cwd: root }).map(dirname);
  await Promise.all(projects.map(copyProject));
  return copy;
}

async function copyProject(project) {
  const [from, to] = [join(root, project), join(copy, project)];
  for (const name of readdirSync(from)) {
    if (!notLinked.has(name)) link(join(to, name), join(from, name));
  }
  const { name } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  link(join(copy, 'node_modules', name), to);
  await compileAll(join(from, 'src'), join(to, 'dist'));
}

async function compileAll(from, to) {
  const names = globSync(['**/*', '!**/*.spec.ts'], { cwd: from }).sort();
  const sources = new Map(names.map((name) => [name, readFileSync(join(from, name), 'utf8')]));
  const hash = createHash('sha256').update(JSON.stringify([version, swcOptions, ...sources]));
  const [stamp, digest] = [join(to, '.sources'), hash.digest('hex')];
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  const compile = async ([name, source]) => {
    if (!name.endsWith('.ts')) return write(join(to, name), source);
    const { code } = await compileSource(source, join(from, name));
    write(join(to, name.replace(/\.ts$/, '.js')), code);
  };
  await Promise.all([...sources].map(compile));
  write(stamp, digest);
}

/** Another process may read the file, or write the same one, at any time: it is replaced as a whole. */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

function link(path, target) {
  mkdirSync(dirname(path), { recursive: true });
  try {
    symlinkSync(target, path);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
}
