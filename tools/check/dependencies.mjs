/** The lock file holds no version below the floor a known advisory sets, and names no registry. */
import { readFileSync } from 'node:fs';

/** Lowest versions without a known hole. A line here comes with every advisory that touches us. */
const floors = {
  jsonwebtoken: '9.0.3',
  jws: '4.0.1',
  fastify: '5.8.3',
  cookie: '0.7.0',
};

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const faults = [];
for (const [path, { version, resolved, link }] of Object.entries(packages)) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const floor = path.includes('node_modules/') ? floors[name] : undefined;
  if (floor && isBelow(version, floor)) faults.push(`${path} is ${version}, below ${floor}`);
  if (resolved && !link) faults.push(`${path} names where it was fetched from: ${resolved}`);
}

for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);

function isBelow(version, floor) {
  const [have, need] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  const differing = have.findIndex((part, index) => part !== need[index]);
  return differing >= 0 && have[differing] < need[differing];
}
