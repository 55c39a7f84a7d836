/**
 * Puts the compiled emulator into fewer files, which load in a fraction of the time. Packages it depends on stay
 * outside. From the command line it does so for the workspace's own build: `node bundle.mjs`.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const dist = fileURLToPath(new URL('../../apps/cognito-emulator/dist', import.meta.url));

/** What an earlier build has left. */
const madeName = /^(command-[0-9a-f]{40}|emulator-\w{8})\.js/;

/**
 * One file beside the others, with a name that main.js looks for as long as they are what it was made of. What is loaded
 * later has files of its own.
 */
function bundleBuild() {
  const name = `command-${readFileSync(join(dist, '.build'), 'utf8')}`;
  const outputs = bundled(dist, { [name]: join(dist, 'command.js') });
  for (const file of readdirSync(dist))
    if (madeName.test(file) && !outputs.includes(join(dist, file))) rmSync(join(dist, file));
}

/**
 * In the place of all others, for a package: its program and its library, with what both need in a third file.
 * @param folder the package's dist
 */
export function bundlePackage(folder) {
  const entries = { main: join(folder, 'command.js'), index: join(folder, 'index.js') };
  const outputs = bundled(folder, entries);
  for (const file of readdirSync(folder, { recursive: true }))
    if (file.endsWith('.js') && !outputs.includes(join(folder, file))) rmSync(join(folder, file));
}

function bundled(outdir, entryPoints) {
  const { metafile } = buildSync({
    entryPoints,
    outdir,
    absWorkingDir: outdir,
    bundle: true,
    splitting: true,
    chunkNames: 'emulator-[hash]',
    allowOverwrite: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(metafile.outputs).map((name) => join(outdir, name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) bundleBuild();
