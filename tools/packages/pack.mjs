/**
 * Packs the libraries and the app that are published, one tarball each: `npm run packages` leaves them in dist/packages.
 *
 * A tarball holds what a user needs and nothing that only works in this repository. Each library is compiled anew, so
 * that nothing stale gets in. Its manifest loses what npm doesn't take out by itself: the `@gatehouse/source`
 * condition, which leads to sources that aren't packed, the exports under `./internal/`, which are for this repository
 * alone, and the settings of our own tools.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePackage } from '../emulator/bundle.mjs';
import { compile } from './compile.mjs';
import { manifestFaults, undeclaredImports } from './faults.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../../..');

/** Each stands behind those it depends on. */
const folders = [
  'libs/strict-json',
  'libs/auth-core',
  'libs/auth-nest',
  'libs/test-kit',
  'libs/platform-core',
  'apps/cognito-emulator',
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const destination = resolve(process.argv[2] ?? join(root, 'dist/packages'));
  if (process.argv[2] === undefined) rmSync(destination, { recursive: true, force: true });
  const isChecked = !process.argv.includes('--unchecked');
  for (const tarball of await packLibraries(destination, { isChecked })) console.log(tarball);
}

/**
 * @param destination a folder, made when it isn't there
 * @param isChecked whether types are checked: a test that packs what `npm run check` has checked does not wait for that
 * @returns the paths of the tarballs
 * @throws Error that says what is wrong with a library
 */
export async function packLibraries(destination, { isChecked = true } = {}) {
  mkdirSync(destination, { recursive: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  // Inside the repository, where the compiler finds what the libraries import.
  const staging = mkdtempSync(join(root, 'dist/packing-'));
  try {
    const manifests = [];
    for (const folder of folders) manifests.push(await stage(folder, staging, isChecked));
    const faults = manifests.flatMap((manifest, index) => [
      ...manifestFaults(manifest, manifests),
      ...undeclaredImports(join(staging, basename(folders[index]), 'dist'), manifest),
    ]);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    const staged = folders.map((folder) => join(staging, basename(folder)));
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination];
    const stdio = ['ignore', 'pipe', 'inherit'];
    const packed = JSON.parse(execFileSync('npm', [...args, ...staged], { cwd: staging, stdio }));
    return packed.map(({ filename }) => join(destination, filename));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Makes the folder to be packed, and gives the manifest in it. */
async function stage(folder, staging, isChecked) {
  const source = join(root, folder);
  const target = join(staging, basename(folder));
  mkdirSync(target);
  const written = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const manifest = published(written);
  await compile(source, target, staging, { entries: entriesOf(written), isChecked });
  if (folder === 'apps/cognito-emulator') bundlePackage(join(target, 'dist'));
  for (const name of ['README.md', 'LICENSE', 'CHANGELOG.md']) {
    if (existsSync(join(source, name))) cpSync(join(source, name), join(target, name));
  }
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** @returns the sources of what the package exports */
function entriesOf({ exports }) {
  return Object.entries(exports)
    .filter(([path]) => !path.startsWith('./internal/'))
    .map(([, conditions]) => conditions['@gatehouse/source']);
}

function published({ nx: _nx, scripts: _scripts, devDependencies: _dev, exports, ...manifest }) {
  const entries = Object.entries(exports)
    .filter(([path]) => !path.startsWith('./internal/'))
    .map(([path, conditions]) => {
      const { '@gatehouse/source': _source, ...others } = conditions;
      return [path, others];
    });
  return { ...manifest, exports: Object.fromEntries(entries) };
}
