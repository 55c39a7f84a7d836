import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How sources are compiled, in development, in tests, in builds and in packages alike. */
export const swcOptions = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../.swcrc', import.meta.url)), 'utf8'),
);

/**
 * Drops types and compiles decorators; nothing is checked.
 *
 * @param source TypeScript
 * @param options of swc, besides those of all sources
 * @returns swc's `code` and `map`
 * @throws Error with the place in the source
 */
export async function compileSource(source, filename, options = {}) {
  const { transform } = await import('@swc/core');
  try {
    return await transform(source, { ...swcOptions, ...options, swcrc: false, filename });
  } catch (error) {
    // The place in the source comes first; the place in the compiler follows.
    const [place] = error.message.split(/\n+Caused by:/);
    throw Object.assign(new Error(`${filename} does not compile:\n${place}`), {
      code: 'ERR_SOURCE_SYNTAX',
    });
  }
}
