/**
 * keep-production APP: leaves of the manifests here those of one app and the libraries it uses, without their
 * development dependencies. npm can't do that by itself: a workspace counts as wanted whoever wants it, so
 * `--omit=dev` keeps what is only needed to test a library. Versions still come from the lock file.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const folders = ['apps', 'libs', 'infra'].flatMap((kind) =>
  readdirSync(kind).map((name) => `${kind}/${name}`),
);
const manifests = new Map(folders.map((folder) => [folder, read(`${folder}/package.json`)]));
const byName = new Map([...manifests].map(([folder, { name }]) => [name, folder]));

const kept = new Set();
keep(`@gatehouse/${process.argv[2]}`);
for (const [folder, { devDependencies: _, ...manifest }] of manifests) {
  if (kept.has(folder)) writeFileSync(`${folder}/package.json`, JSON.stringify(manifest));
  else rmSync(folder, { recursive: true });
}
const { devDependencies: _, ...root } = read('package.json');
writeFileSync('package.json', JSON.stringify({ ...root, workspaces: [...kept] }));

function keep(name) {
  const folder = byName.get(name);
  if (folder === undefined || kept.has(folder)) return;
  kept.add(folder);
  for (const dependency of Object.keys(manifests.get(folder).dependencies ?? {})) keep(dependency);
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
