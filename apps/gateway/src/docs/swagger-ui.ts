import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What of swagger-ui-dist is served; the rest of the package is for others. */
const names = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'favicon-32x32.png',
  'oauth2-redirect.html',
  'oauth2-redirect.js',
] as const;

type Name = (typeof names)[number];

/** The files of Swagger UI, read once: a package that lacks one stops the start. */
export class SwaggerUi {
  private readonly files: ReadonlyMap<Name, Buffer>;

  constructor() {
    const manifest = createRequire(import.meta.url).resolve('swagger-ui-dist/package.json');
    const folder = dirname(manifest);
    this.files = new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
  }

  file(name: Name): Buffer {
    const file = this.files.get(name);
    if (!file) throw new Error(`${name} was not read`);
    return file;
  }
}
