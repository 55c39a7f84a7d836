/** Which files an app is run from in development, and which of them have changed. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentOf, environments, idsFile, localDirectory } from './settings.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const launcher = fileURLToPath(new URL('run-source.mjs', import.meta.url));

/** Loaded by every app started from source, besides what its launcher imports. */
const loader = ['tools/typescript', '.swcrc'].map((path) => join(root, path));

/** What a project loads when it starts. */
const loaded = ['src', 'migrations', 'package.json'];
const extensions = new Set(['.ts', '.mjs', '.json', '.sql']);
const isSource = (name) => extensions.has(extname(name)) && !name.endsWith('.spec.ts');

/** The folder of an app, which the app is started in. */
export function folderOf(app) {
  const folder = ['apps', 'infra']
    .map((parent) => join(root, parent, app))
    .find((path) => statOf(join(path, 'src/main.ts')) !== undefined);
  if (folder === undefined) throw new Error(`There is no app "${app}".`);
  return folder;
}

/**
 * Files and folders that an app is run from: its own, those of the workspace's libraries among its dependencies, the
 * files that its settings name or are made with, the loader and the launcher with its imports.
 */
export function sourcesOf(app) {
  const folder = folderOf(app);
  return [
    ...[folder, ...librariesOf(folder)].flatMap((path) => loaded.map((name) => join(path, name))),
    ...settingsFiles(app),
    ...loader,
    idsFile,
    ...importsOf(launcher),
  ];
}

/** Files that an app's settings name. What the local system writes itself is not an edit. */
export function settingsFiles(app) {
  const own = environments[app];
  const isRead = (name) =>
    name in own || ('EMULATOR_TEMPLATE' in own && name.startsWith('EMULATOR_'));
  return Object.entries(environmentOf(app))
    .filter(([name]) => isRead(name))
    .flatMap(([, value]) => String(value).split(/[",#]/))
    .filter((text) => /[/.]/.test(text))
    .map((text) => resolve(folderOf(app), text))
    .filter((path) => !isWithin(resolve(localDirectory), path) && statOf(path)?.isFile());
}

const isWithin = (folder, path) => path.startsWith(folder + sep);

/** Folders of the libraries of this workspace that a project depends on, directly or not. */
function librariesOf(folder, found = new Set()) {
  for (const name of Object.keys(dependenciesOf(folder))) {
    const library = workspaceFolder(name);
    if (library === undefined || found.has(library)) continue;
    found.add(library);
    librariesOf(library, found);
  }
  return found;
}

function dependenciesOf(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies ?? {};
  } catch {
    // Broken while it is edited; the app that is started then says so.
    return {};
  }
}

/** npm links packages of the workspace into node_modules and copies all others. */
function workspaceFolder(name) {
  try {
    const path = realpathSync(join(root, 'node_modules', name));
    return path.split(sep).includes('node_modules') ? undefined : path;
  } catch {
    return undefined;
  }
}

/** A module of the tools with all modules and JSON files that it names by a relative path. */
function importsOf(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  const text = statOf(file)?.isFile() ? readFileSync(file, 'utf8') : '';
  for (const [, path] of text.matchAll(/'(\.{1,2}\/[^'\n]+\.(?:mjs|json))'/g)) {
    importsOf(resolve(dirname(file), path), found);
  }
  return found;
}

/** Whether a file or folder is among the sources of an app. */
export function concerns(sources, path, isFolder) {
  return (
    sources.includes(path) ||
    ((isFolder || isSource(path)) && sources.some((source) => isWithin(source, path)))
  );
}

/**
 * The folders to watch for the sources: those that are sources, and those around all others, which may be replaced or
 * not be there yet.
 */
export function foldersOf(sources) {
  const isFolder = (path) => statOf(path)?.isDirectory();
  return [...new Set(sources.map((path) => (isFolder(path) ? path : dirname(path))))];
}

/**
 * What tells the states of files apart. Two writes within one tick of the file system's clock that leave the same size
 * look alike, so a state counts only when it is the same a moment later.
 */
export function stateOf(sources) {
  const files = new Map();
  for (const source of sources) addTo(files, source, true);
  return files;
}

function addTo(files, path, isNamed) {
  const found = statOf(path);
  if (found?.isDirectory()) {
    for (const name of namesIn(path)) addTo(files, join(path, name), false);
  } else if (found && (isNamed || isSource(path))) {
    files.set(path, `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`);
  }
}

/** Paths, relative to the repository, of files that differ between two states. */
export function changesBetween(before, after) {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => relative(root, path));
}

function statOf(path) {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
