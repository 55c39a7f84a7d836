/** Remakes every generated file that is committed; with --check only says which are stale. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const loader = new URL('typescript/register.mjs', import.meta.url).href;
const source = ['--conditions=@gatehouse/source', '--import', loader];
const check = process.argv.includes('--check');

/** Each file with the command that prints it; later ones may read earlier ones. */
const generated = {
  'infra/user-pool/generated/template.json': () => run('infra/user-pool', ['src/synth.ts']),
  'infra/user-pool/generated/local-ids.json': () =>
    run('apps/cognito-emulator', ['src/main.ts', 'ids'], {
      EMULATOR_TEMPLATE: `${root}infra/user-pool/generated/template.json`,
    }),
};

for (const [file, make] of Object.entries(generated)) {
  const fresh = make();
  if (fresh === read(file)) continue;
  if (!check) writeFileSync(root + file, fresh);
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

function read(file) {
  try {
    return readFileSync(root + file, 'utf8');
  } catch {
    return undefined;
  }
}
