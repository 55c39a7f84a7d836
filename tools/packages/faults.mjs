/** What would make a packed library break at its users'. */
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { importedModules } from '../typescript/imported-modules.mjs';

/** A library is published by its version, and needs only what is published with it or by others. */
export function manifestFaults(manifest, published) {
  const faults = [];
  if (manifest.private) faults.push(`${manifest.name} is private`);
  for (const [name, range] of Object.entries({
    ...manifest.dependencies,
    ...manifest.peerDependencies,
  })) {
    if (!name.startsWith('@gatehouse/')) continue;
    const other = published.find((one) => one.name === name);
    if (!other) faults.push(`${manifest.name} needs ${name}, which is not published`);
    else if (range !== `^${other.version}`) {
      faults.push(`${manifest.name} needs ${name} ${range} and not ^${other.version}`);
    }
  }
  return faults;
}

/** In the workspace any hoisted package can be imported; at a user's only those that the manifest names. */
export function undeclaredImports(folder, { name, dependencies, peerDependencies }) {
  const declared = Object.keys({ ...dependencies, ...peerDependencies });
  const files = readdirSync(folder, { recursive: true }).filter((file) =>
    /\.(js|d\.ts)$/.test(file),
  );
  return files.flatMap((file) =>
    importedPackages(readFileSync(join(folder, file), 'utf8'))
      .filter((imported) => !declared.includes(imported))
      .map((imported) => `${name}: ${file} imports ${imported}, which the manifest does not name`),
  );
}

function importedPackages(code) {
  const names = importedModules(code)
    .filter((specifier) => !specifier.startsWith('.') && !isBuiltin(specifier))
    .map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)[0]);
  return [...new Set(names)];
}
