import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { freePorts } from '@gatehouse/test-kit';
import { ObservedProcess } from './observed-process.js';
import type { WorkspaceCopy } from './workspace-copy.js';

const app = 'order-service';
const folder = `apps/${app}`;

/** Files that the app prints the text of when it starts. */
export const editedFiles = {
  own: `${folder}/src/edited/own.ts`,
  library: 'libs/strict-json/src/edited.ts',
  migration: `${folder}/migrations/edited.sql`,
} as const;

const main = `
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { own } from './edited/own.js';
import { edited as library } from '@gatehouse/strict-json';

const held = async (step: string) => {
  const path = \`\${process.env.GATEHOUSE_LOCAL_DIRECTORY}/hold-\${step}\`;
  if (existsSync(path)) console.log(\`held at \${step}\`);
  while (existsSync(path)) await pause(5);
};
const migration = readFileSync('migrations/edited.sql', 'utf8').trim();
await held('start');
const server = createServer((_request, response) => response.end());
process.on('SIGTERM', () => {
  server.close(() => void held('end').then(() => process.exit(0)));
  server.closeAllConnections();
});
server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
server.listen(Number(process.env.PORT), '127.0.0.1', () =>
  console.log(\`runs \${own} \${library} \${migration}\`),
);
`;

/** Small code in the place of one app's, run by serve.mjs in a copy of the workspace: it starts in no time. */
export class EditedApp {
  private constructor(
    readonly copy: WorkspaceCopy,
    readonly port: number,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async create(copy: WorkspaceCopy): Promise<EditedApp> {
    await copy.write(`${folder}/src/main.ts`, main);
    await copy.write(editedFiles.own, sourceOf('own', '0'));
    await copy.write(editedFiles.library, sourceOf('library', '0'));
    await copy.write(editedFiles.migration, '0');
    await copy.write('libs/strict-json/src/index.ts', `export { edited } from './edited.js';\n`);
    const [port = 0] = await freePorts(1);
    return new EditedApp(copy, port, {
      ...(process.env as Record<string, string>),
      GATEHOUSE_LOCAL_DIRECTORY: copy.local,
      ORDER_SERVICE_PORT: `${port}`,
    });
  }

  serve(): ObservedProcess {
    const args = [this.copy.path('tools/local/serve.mjs'), app];
    return new ObservedProcess(args, { cwd: this.copy.folder, env: this.env });
  }

  path(file: keyof typeof editedFiles): string {
    return this.copy.path(editedFiles[file]);
  }

  /** Makes the app wait at a step of its life until it is let go on. */
  async hold(step: 'start' | 'end'): Promise<() => Promise<void>> {
    const path = `${this.copy.local}/hold-${step}`;
    if (!existsSync(path)) await writeFile(path, '');
    return () => rm(path, { force: true });
  }
}

/** The text of a file that says which edit it is. */
export function sourceOf(file: keyof typeof editedFiles, edit: string): string {
  if (file === 'migration') return `${edit}\n`;
  return `export const ${file === 'own' ? 'own' : 'edited'} = '${edit}';\n`;
}
