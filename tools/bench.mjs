/** Runs every script of `bench/`, one after the other, as each measures the machine it has for itself. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../bench/', import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith('.mjs'));

for (const script of scripts.sort()) {
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL(script, folder))], {
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error(`bench: ${script} failed`);
    process.exit(1);
  }
}
