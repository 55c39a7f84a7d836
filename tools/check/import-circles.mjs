/**
 * No module imports itself through others. `import type` counts too, which lint rules on cycles ignore. To cut a circle,
 * move what both sides need to a module of its own.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { importedModules } from '../typescript/imported-modules.mjs';

const folders = ['apps', 'libs', 'infra', 'tools', 'bench'];
const present = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...folders])
  .toString()
  .split('\n')
  .filter((file) => existsSync(file));
const files = present.filter((file) => /(?<!\.d)\.m?ts$|\.mjs$/.test(file));
const known = new Set(files);
const packages = sourcesOfPackages();
const imports = new Map(files.map((file) => [file, importsOf(file)]));

const circles = circlesIn(imports);
for (const circle of circles) console.error(`imports in a circle: ${circle.join(' -> ')}`);
process.exitCode = circles.length > 0 ? 1 : 0;

/** @returns the files of this repository that a file imports, exports from or loads later */
function importsOf(file) {
  return importedModules(readFileSync(file, 'utf8')).flatMap((name) => {
    if (name.startsWith('.')) return sourceOf(join(dirname(file), name));
    return packages.get(name) ?? [];
  });
}

function sourceOf(path) {
  return [path.replace(/\.js$/, '.ts'), path].filter((one) => known.has(one)).slice(0, 1);
}

/** @returns the source of each entry of each package that is not a pattern */
function sourcesOfPackages() {
  const manifests = present.filter((file) =>
    /^(apps|libs|infra)\/[^/]+\/package\.json$/.test(file),
  );
  return new Map(
    manifests.flatMap((path) => {
      const { name, exports = {} } = JSON.parse(readFileSync(path, 'utf8'));
      return Object.entries(exports)
        .filter(([entry]) => !entry.includes('*'))
        .map(([entry, { '@gatehouse/source': source }]) => [
          join(name, entry),
          [join(dirname(path), source)],
        ]);
    }),
  );
}

/** @returns a circle for each import that leads back to a file on the way to it; at least one if there are any */
function circlesIn(graph) {
  const found = new Map();
  const finished = new Set();
  const path = [];
  const visit = (file) => {
    const start = path.indexOf(file);
    if (start >= 0) {
      const circle = path.slice(start);
      found.set([...circle].sort().join(' '), [...circle, file]);
      return;
    }
    if (finished.has(file)) return;
    path.push(file);
    for (const imported of graph.get(file) ?? []) visit(imported);
    path.pop();
    finished.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return [...found.values()];
}
