/**
 * Compiles projects to JavaScript in their `dist`: `node tools/typescript/build.mjs apps/gateway`, or all of a folder
 * without a name. swc drops types and compiles decorators, file by file; types are checked by `npm run typecheck`.
 * Files that have not changed are not written again, so that a program that runs from `dist` keeps what it loads later.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { compileSource } from './compile-source.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const named = process.argv.slice(2).map((folder) => resolve(folder));
for (const folder of named.length > 0 ? named : allProjects()) await build(folder);

function allProjects() {
  return ['libs', 'infra', 'apps']
    .flatMap((kind) => readdirSync(join(root, kind)).map((name) => join(root, kind, name)))
    .filter((folder) => existsSync(join(folder, 'tsconfig.build.json')));
}

async function build(folder) {
  const { include, exclude } = JSON.parse(
    readFileSync(join(folder, 'tsconfig.build.json'), 'utf8'),
  );
  const sources = globSync(include, { cwd: folder, ignore: exclude }).sort();
  const outputs = new Map(
    (await Promise.all(sources.map((file) => compiled(folder, file)))).flat(),
  );
  const hash = createHash('sha1');
  for (const [file, text] of outputs) hash.update(file).update(text);
  outputs.set('.build', hash.digest('hex'));
  const dist = join(folder, 'dist');
  for (const [file, text] of outputs) writeChanged(join(dist, file), text);
  removeOthers(dist, new Set(outputs.keys()));
}

/** @returns the outputs of a source file: names in `dist`, and contents */
async function compiled(folder, file) {
  const path = join(folder, file);
  const name = relative('src', file);
  const source = readFileSync(path, 'utf8');
  if (!name.endsWith('.ts')) return [[name, source]];
  const output = name.replace(/\.ts$/, '.js');
  const { code, map } = await compileSource(source, path, {
    sourceMaps: true,
    sourceFileName: relative(dirname(join(folder, 'dist', name)), path),
  });
  return [
    [output, `${code}//# sourceMappingURL=${output.split('/').at(-1)}.map\n`],
    [`${output}.map`, map],
  ];
}

function writeChanged(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Removes what an earlier build left: compiled files have a source map beside them, bundles have none. */
function removeOthers(dist, outputs) {
  for (const map of globSync('**/*.js.map', { cwd: dist })) {
    if (outputs.has(map)) continue;
    rmSync(join(dist, map));
    rmSync(join(dist, map.replace(/\.map$/, '')), { force: true });
  }
}
