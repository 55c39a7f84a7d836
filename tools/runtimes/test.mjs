/**
 * `npm run test:runtimes`: the specs that depend on the release of Node.js, on the newest releases of 22 and 24, or of
 * the majors that are named (`npm run test:runtimes -- 20`). The binaries come from npm's package `node`, into a
 * directory that is removed afterwards.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { runtimeSpecs } from './specs.mjs';

const root = resolve(import.meta.dirname, '../..');
const jest = join(root, 'node_modules/jest/bin/jest.js');
const majors = process.argv.length > 2 ? process.argv.slice(2) : ['22', '24'];

process.chdir(root);
const specs = runtimeSpecs();
const directory = mkdtempSync(join(tmpdir(), 'gatehouse-runtimes-'));
let failures = [];
try {
  failures = majors.flatMap((major) => failuresOn(installed(major)));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
for (const failure of failures) console.error(`test:runtimes: ${failure}`);
process.exit(failures.length > 0 ? 1 : 0);

/** @returns the path of the newest binary of a major */
function installed(major) {
  if (!/^\d+$/.test(major)) throw new Error(`${major} is not a major version of Node.js.`);
  const folder = mkdtempSync(join(directory, `${major}-`));
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  // Scripts of the package fetch the binary; settings of this repository must not reach it.
  const flags = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts=false'];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['install', `node@${major}`, '--prefix', folder, ...flags], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  const binary = join(
    folder,
    'node_modules/node/bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!existsSync(binary)) throw new Error(`npm's package node@${major} brought no binary.`);
  return binary;
}

/** @returns a line for each project whose specs fail */
function failuresOn(binary) {
  const version = execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim();
  const env = {
    ...process.env,
    PATH: `${dirname(binary)}${delimiter}${process.env.PATH}`,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  return [...specs].flatMap(([project, paths]) => {
    console.log(`\n${project} on Node.js ${version}: ${paths.length} spec files`);
    const { status } = spawnSync(binary, [jest, '--runTestsByPath', ...paths], {
      cwd: join(root, project),
      env,
      stdio: 'inherit',
    });
    return status === 0 ? [] : [`${project} fails on Node.js ${version}`];
  });
}
