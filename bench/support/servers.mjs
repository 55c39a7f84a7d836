/** The emulator as it is built, and cognito-local, the other one there is, in a folder of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from './processes.mjs';

const main = fileURLToPath(new URL('../../apps/cognito-emulator/dist/main.js', import.meta.url));

/** @param options `dataDirectory`, `template` */
export function startEmulatorProcess({ dataDirectory, template } = {}) {
  const options = [
    ...(dataDirectory ? ['--data-dir', dataDirectory] : []),
    ...(template ? ['--template', template] : []),
  ];
  return startServer({ command: (port) => [main, '--port', String(port), ...options] });
}

/** Nothing here depends on it, so it is not in the lock file: it is fetched when it is first measured. */
const otherVersion = '5.3.0';
const otherFolder = join(tmpdir(), `gatehouse-bench-cognito-local-${otherVersion}`);

/** @returns why it can't be measured, or nothing when it can */
export function whyNoOther() {
  if (existsSync(otherMain())) return undefined;
  mkdirSync(otherFolder, { recursive: true });
  writeFileSync(join(otherFolder, 'package.json'), '{"private":true}');
  const wanted = `cognito-local@${otherVersion}`;
  const { status } = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', wanted],
    { cwd: otherFolder, timeout: 90_000, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return status === 0 ? undefined : `${wanted} could not be installed`;
}

const otherMain = () => join(otherFolder, 'node_modules/cognito-local/lib/bin/start.js');

/** @param cwd where it keeps its files; it has no other way than files */
export function startOther({ cwd }) {
  return startServer({
    command: () => [otherMain()],
    env: (port) => ({ PORT: String(port), HOST: '127.0.0.1' }),
    cwd,
  });
}

export const otherName = `cognito-local ${otherVersion}`;
