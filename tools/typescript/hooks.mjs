import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileSource, swcOptions } from './compile-source.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = createRequire(import.meta.url)('@swc/core/package.json');

/** Compiled sources, a file each: a process that starts compiles only what has changed since the last one. */
const cache = join(root, 'node_modules/.cache/gatehouse-typescript');

/** Conditions of package exports besides those that Node.js was started with. */
let moreConditions = [];

export function initialize({ conditions = [] } = {}) {
  moreConditions = conditions;
}

/** Sources name each other as what they compile to: `./config.js` is `./config.ts`. */
export async function resolve(specifier, { conditions, ...rest }, next) {
  const context = { ...rest, conditions: [...conditions, ...moreConditions] };
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && isTypeScript(context.parentURL)) {
    try {
      return await next(specifier.replace(/\.js$/, '.ts'), context);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  return next(specifier, context);
}

/** Types are dropped and decorators compiled as in a build; nothing is checked. */
export async function load(url, context, next) {
  if (!isTypeScript(url)) return next(url, context);
  const filename = fileURLToPath(url);
  const source = await readFile(filename, 'utf8');
  return { format: 'module', source: await compiled(source, filename), shortCircuit: true };
}

/** A query, which makes Node.js evaluate a file again, does not count. */
function isTypeScript(url) {
  return url !== undefined && /^file:[^?#]*\.ts(\?|$)/.test(url);
}

/** @returns JavaScript, from the cache if it was compiled from this very source */
async function compiled(source, filename) {
  const path = join(cache, `${digest(filename)}.js`);
  const end = `\n// ${digest(JSON.stringify([version, swcOptions, source]))}\n`;
  const cached = await readFile(path, 'utf8').catch(() => '');
  if (cached.endsWith(end)) return cached;
  const { code } = await compileSource(source, filename);
  const compiledNow = code + end;
  await store(path, compiledNow).catch(() => undefined);
  return compiledNow;
}

/** Another process may read the file at any time, so it is replaced as a whole. */
async function store(path, code) {
  await mkdir(cache, { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, code);
  await rename(temporary, path);
}

const digest = (text) => createHash('sha256').update(text).digest('hex');
