/** Prints the root tsconfig.json: references to all projects, so that `tsc -b` compiles them. */
import { existsSync, readdirSync } from 'node:fs';

const projects = ['libs', 'infra', 'apps'].flatMap((kind) =>
  readdirSync(kind)
    .sort()
    .map((name) => `./${kind}/${name}`)
    .filter((path) => existsSync(`${path}/tsconfig.json`)),
);
const references = projects.map((path) => ({ path }));
console.log(JSON.stringify({ files: [], references }, null, 2));
