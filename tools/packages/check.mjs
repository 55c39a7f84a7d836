/**
 * The packed libraries are what npm and TypeScript expect: publint finds no fault, and every way to import them that
 * they support leads to code with its own types. attw's profile is `esm-only`, because they are ECMAScript modules, as
 * Nest 12 is: it ignores Node 10, which knows no `exports`, and `require`, which Node.js from 20.19 on and TypeScript
 * from 5.8 on allow and attw doesn't know of.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packLibraries } from './pack.mjs';

const folder = mkdtempSync(join(tmpdir(), 'packages-'));
try {
  const faults = [];
  for (const tarball of await packLibraries(folder)) {
    const found = [...(await publintFaults(tarball)), ...attwFaults(tarball)];
    faults.push(...found.map((fault) => `${basename(tarball)}: ${fault}`));
  }
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function publintFaults(tarball) {
  const { buffer } = new Uint8Array(readFileSync(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

function attwFaults(tarball) {
  const attw = 'node_modules/@arethetypeswrong/cli/dist/index.js';
  const args = [attw, tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return status === 0 ? [] : [`attw: ${stdout}${stderr}`];
}
