/**
 * Remakes every generated file that is committed, or those whose names begin with an argument; with --check only says
 * which are stale.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { services } from '../libs/services/src/services.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const loader = new URL('typescript/register.mjs', import.meta.url).href;
const source = ['--conditions=@gatehouse/source', '--import', loader];
const check = process.argv.includes('--check');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

/** Each file with the command that prints it; later ones may read earlier ones. */
const generated = {
  'tsconfig.json': () => run('', ['tools/typescript/references.mjs']),
  'docker-compose.yml': () => run('', ['tools/compose/file.mjs']),
  'docker-compose.aws.yml': () => run('', ['tools/compose/aws-file.mjs']),
  '.env.example': () => run('', ['tools/compose/env-example.mjs']),
  'apps/cognito-emulator/src/generated/service-model.ts': () =>
    run('', ['tools/emulator/service-model.mjs']),
  'docs/reference/emulator-coverage.md': () => run('', ['tools/reference/emulator-coverage.mjs']),
  'docs/reference/limits.md': () => run('', ['tools/reference/limits.mjs']),
  'docs/reference/settings.md': () => run('', ['tools/reference/settings.mjs']),
  'infra/user-pool/generated/template.json': () => run('infra/user-pool', ['src/synth.ts']),
  'infra/user-pool/generated/required-mfa-template.json': () =>
    run('infra/user-pool', ['src/synth.ts', 'required-mfa']),
  'infra/user-pool/generated/local-ids.json': () =>
    run('apps/cognito-emulator', ['src/main.ts', 'ids'], {
      EMULATOR_TEMPLATE: `${root}infra/user-pool/generated/template.json`,
    }),
  'docs/reference/permissions.md': () => run('', ['tools/reference/permissions.mjs']),
  ...Object.fromEntries(
    services.map(({ name }) => [
      `docs/reference/openapi/${name}.json`,
      () => run('', ['tools/reference/openapi.mjs', name]),
    ]),
  ),
};

for (const [file, make] of Object.entries(generated)) {
  if (wanted.length > 0 && !wanted.some((start) => file.startsWith(start))) continue;
  const fresh = make();
  if (fresh === read(file)) continue;
  if (!check) write(root + file, fresh);
  else {
    console.error(`${file} is stale: run npm run generate`);
    process.exitCode = 1;
  }
}

function run(folder, args, environment = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...source, ...args], {
    cwd: root + folder,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${folder}: ${stderr}`);
  return stdout;
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function read(file) {
  try {
    return readFileSync(root + file, 'utf8');
  } catch {
    return undefined;
  }
}
