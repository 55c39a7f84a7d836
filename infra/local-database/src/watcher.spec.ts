import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { useResources, waitUntil } from '@gatehouse/test-kit';
import { compiledProgram } from '@gatehouse/test-kit/internal/compiled-program';
import { tryPort } from './free-port.js';

const start = `
  const { startLocalDatabase } = await import(process.argv[1]);
  const { port, directory } = await startLocalDatabase({ databases: ['test'] });
  process.stdout.write(JSON.stringify({ port, directory }), () => END);
`;

describe('a process that ends without closing its temporary database', () => {
  const resources = useResources();

  it.each([
    ['is killed', "process.kill(process.pid, 'SIGKILL')"],
    ['exits', 'process.exit(0)'],
  ])('and %s leaves neither a server nor files', async (_how, end) => {
    const index = await compiledProgram(new URL('index.ts', import.meta.url));
    const script = ['--input-type=module', '-e', start.replace('END', end)];
    const child = spawn(process.execPath, [...script, index], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    resources.add(() => child.kill('SIGKILL'));
    const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    const { port, directory } = JSON.parse(output) as { port: number; directory: string };
    await waitUntil(() => !existsSync(dirname(directory)), {
      what: 'the removal of the directory',
      withinMilliseconds: 60_000,
    });
    expect(await tryPort(port)).toBe(port);
  });
});
