/** Fails when the text that a seeded fault changes is not in its file, or is there more than once. */
import { readFileSync } from 'node:fs';
import { faults } from '../seeded-faults/faults.mjs';

for (const { file, from, what } of faults) {
  const count = readFileSync(file, 'utf8').split(from).length - 1;
  if (count === 1) continue;
  console.error(`tools/seeded-faults/faults.mjs: ${file} has ${count} places for "${what}"`);
  process.exitCode = 1;
}
