import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const swc = JSON.parse(readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8'));

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
  const { code } = await compiled(source, filename);
  return { format: 'module', source: code, shortCircuit: true };
}

/** A query, which makes Node.js evaluate a file again, does not count. */
function isTypeScript(url) {
  return url !== undefined && /^file:[^?#]*\.ts(\?|$)/.test(url);
}

async function compiled(source, filename) {
  try {
    return await transform(source, { ...swc, swcrc: false, filename });
  } catch (error) {
    // The place in the source comes first; the place in the compiler follows.
    const [place] = error.message.split(/\n+Caused by:/);
    throw Object.assign(new Error(`${filename} does not compile:\n${place}`), {
      code: 'ERR_SOURCE_SYNTAX',
    });
  }
}
