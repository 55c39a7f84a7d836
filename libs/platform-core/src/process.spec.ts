import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

const source = new URL('./process.ts', import.meta.url).href;

/** Runs the app below in a process of its own and gives its exit code and output. */
function run(environment: Record<string, string>, signal?: NodeJS.Signals) {
  const script = `
    import { createServer } from 'node:http';
    import { z } from 'zod';
    import { runProcess } from '${source}';
    await runProcess({
      name: 'app',
      config: z.object({ PORT: z.coerce.number().int(), SECRET: z.string() }),
      environment: process.env,
      start: async ({ PORT }) => {
        const server = createServer();
        await new Promise((resolve, reject) => server.once('error', reject).listen(PORT, '127.0.0.1', resolve));
        console.log('ready');
        return { close: () => new Promise((resolve) => server.close(() => { console.log('drained'); resolve(); })) };
      },
    });`;
  const child = spawn(
    process.execPath,
    [
      '--conditions=@gatehouse/source',
      '--import',
      new URL('../../../tools/typescript/register.mjs', import.meta.url).href,
      '--input-type=module',
      '-e',
      script,
    ],
    { env: environment },
  );
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
    if (signal && output.includes('ready')) child.kill(signal);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
}

describe('runProcess', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('drains on %s and exits 0', async (signal) => {
    expect(await run({ PORT: '0', SECRET: 'hidden' }, signal)).toEqual({
      code: 0,
      output: 'ready\ndrained\n',
    });
  });

  it('names wrong settings in one message and exits 1', async () => {
    const { code, output } = await run({ PORT: 'x' });
    expect(code).toBe(1);
    expect(output).toMatch(
      /^app: The configuration is not usable:\n {2}PORT: .+\n {2}SECRET: is missing\n$/,
    );
  });

  it('says in one sentence that a port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await run({ PORT: `${port}`, SECRET: 'hidden' })).toEqual({
      code: 1,
      output: `app: port ${port} is taken by another program.\n`,
    });
    await new Promise((resolve) => server.close(resolve));
  });
});
