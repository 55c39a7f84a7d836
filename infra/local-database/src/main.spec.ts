import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { useResources } from '@gatehouse/test-kit';
import { compiledProgram } from '@gatehouse/test-kit/internal/compiled-program';
import pg from 'pg';
import { tryPort } from './free-port.js';

const source = new URL('main.ts', import.meta.url);

describe('the serve process', () => {
  const resources = useResources();
  let directory: string;
  let port: number;
  let main: string;

  beforeAll(async () => (main = await compiledProgram(source)));

  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'serve-database-')), 'postgres');
    resources.add(() => rm(dirname(directory), { recursive: true, force: true }));
    chmodSync(dirname(directory), 0o711);
    port = await tryPort(0);
  });

  const launch = (more: Record<string, string> = {}): ChildProcess =>
    resources.add(
      spawn(process.execPath, [main], {
        env: {
          ...process.env,
          PORT: String(port),
          DATA_DIRECTORY: directory,
          DATABASES: 'orders',
          ...more,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
      (child) => child.kill('SIGKILL'),
    );

  async function ready(child: ChildProcess): Promise<string> {
    for await (const line of createInterface({ input: child.stdout! })) return line;
    throw new Error(await text(child.stderr!));
  }

  async function query(sql: string): Promise<unknown[]> {
    const url = readFileSync(join(directory, 'urls', 'orders_migrations'), 'utf8');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('serves until SIGTERM, without its password in what it prints', async () => {
    const child = launch();
    const printed: string[] = [];
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
    }
    const line = await ready(child);
    expect(line).toContain(`ready on 127.0.0.1:${port} (orders)`);
    const url = new URL(readFileSync(join(directory, 'urls', 'orders'), 'utf8'));
    expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(printed.join('')).toContain(line);
    expect(url.password.length).toBeGreaterThan(8);
    expect(printed.join('')).not.toContain(url.password);
    expect(await tryPort(port)).toBe(port);
  });

  it('leaves no server behind after kill -9, and starts again with all data', async () => {
    const first = launch();
    await ready(first);
    await query('CREATE TABLE kept AS SELECT 7 AS id');
    first.kill('SIGKILL');
    await once(first, 'exit');
    const second = launch();
    await ready(second);
    expect(await query('SELECT id FROM kept')).toEqual([{ id: 7 }]);
    // As one Ctrl-C does: to the whole group, and once more from whoever started this process.
    second.kill('SIGINT');
    second.kill('SIGTERM');
    second.kill('SIGINT');
    expect(await once(second, 'exit')).toEqual([0, null]);
  });

  it('says in one sentence that its port is taken', async () => {
    const first = launch();
    await ready(first);
    directory = join(dirname(directory), 'other');
    const second = launch();
    const answers = await Promise.all([text(second.stderr!), once(second, 'exit')]);
    const sentence = `local-database: port ${port} is taken by another program.\n`;
    expect(answers).toEqual([sentence, [1, null]]);
    first.kill('SIGTERM');
    await once(first, 'exit');
  });

  it.each([
    [{ PORT: '54 329' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ DATABASES: ',' }, 'DATABASES must name at least one database.'],
  ])('says in one sentence that %j is wrong', async (more, sentence) => {
    const child = launch(more);
    const answers = await Promise.all([text(child.stderr!), once(child, 'exit')]);
    expect(answers).toEqual([`local-database: ${sentence}\n`, [1, null]]);
  });
});
