import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { useResources } from '@gatehouse/test-kit';

const script = fileURLToPath(new URL('../../../.ci/run', import.meta.url));

/** Programs that only note how they were called. */
const recorded = ['npm', 'apt-get'];
const needed = ['bash', 'dirname', 'mktemp', 'rm', 'cat', 'echo'];

const resources = useResources();
let folder: string;
beforeEach(async () => {
  folder = await resources.add(mkdtemp(join(tmpdir(), 'ci-run-')), (path) =>
    rm(path, { recursive: true, force: true }),
  );
  await mkdir(join(folder, 'clone/.ci'), { recursive: true });
  await mkdir(join(folder, 'bin'));
  await cp(script, join(folder, 'clone/.ci/run'));
  for (const name of needed) await symlink(await pathOf(name), join(folder, 'bin', name));
  for (const name of recorded) await program(name, `echo "${name} $*" >>"${folder}/calls"`);
  for (const name of ['node', 'redis-server', 'chromium']) await program(name, '');
  await program('id', 'echo 1000');
});

const pathOf = async (name: string) => {
  const { stdout } = await promisify(execFile)('bash', ['-c', `type -P ${name}`]);
  return stdout.trim();
};

async function write(path: string, text: string): Promise<void> {
  await writeFile(join(folder, path), `#!/bin/bash\n${text}\n`);
  await chmod(join(folder, path), 0o755);
}
const program = (name: string, text: string) => write(`bin/${name}`, text);
const without = (name: string) => rm(join(folder, 'bin', name));
const dockerHost = () => program('docker', 'exit 0');
const engineAt = async (path: string) => {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await write(
    path,
    `echo "engine $*" >>"${folder}/calls"; [ "$1" != env ] || echo "export ENGINE_IS_UP=yes"`,
  );
};

/** Runs the script of a clone, with no program but those above. */
async function run(env: Readonly<Record<string, string>> = {}) {
  const [code, stderr] = await new Promise<[number, string]>((resolve) => {
    const options = { cwd: tmpdir(), env: { PATH: join(folder, 'bin'), ...env } };
    execFile(
      join(folder, 'bin/bash'),
      [join(folder, 'clone/.ci/run')],
      options,
      (error, _out, text) => resolve([error === null ? 0 : Number(error.code), text]),
    );
  });
  const calls = await readFile(join(folder, 'calls'), 'utf8').catch(() => '');
  return { code, stderr, calls: calls.trim().split('\n').filter(Boolean) };
}

const npmCalls = [
  'npm ci --no-audit --no-fund',
  'npm run check',
  'npm run test:compose',
  'npm run test:compose -- --build',
  'npm run test:recipes',
  'npm run test:runtimes',
  'npm test',
];
const engineCalls = ['engine down', 'engine env', 'engine env', 'engine up'];

describe('.ci/run', () => {
  it('uses a Docker host in a clone that has no engine beside it', async () => {
    await dockerHost();
    const { code, stderr, calls } = await run();
    expect([code, stderr]).toEqual([0, '']);
    expect(calls.sort()).toEqual(npmCalls);
  });

  it('uses the engine in ../shared where there is one, and stops it', async () => {
    await engineAt('shared/tools/docker-engine');
    const { code, calls } = await run();
    expect(code).toBe(0);
    expect(calls.at(-1)).toBe('engine down');
    expect(calls.sort()).toEqual([...engineCalls, ...npmCalls]);
  });

  it('uses the engine that ENGINE names before any other', async () => {
    await dockerHost();
    await write('bin/another', '');
    await mkdir(join(folder, 'shared/tools'), { recursive: true });
    await write('shared/tools/docker-engine', 'exit 1');
    await engineAt('engines/mine');
    const { code, calls } = await run({ ENGINE: join(folder, 'engines/mine') });
    expect(code).toBe(0);
    expect(calls.sort()).toEqual([...engineCalls, ...npmCalls]);
  });

  it.each<[string, () => Promise<void>, Readonly<Record<string, string>>, RegExp]>([
    ['no Docker', () => Promise.resolve(), {}, /^\.ci\/run: docker is not installed\. .*ENGINE\.$/],
    [
      'no Docker host',
      () => program('docker', 'exit 1'),
      {},
      /^\.ci\/run: No Docker host answers\. .*DOCKER_HOST.*ENGINE\.$/,
    ],
    [
      'no Compose',
      () => program('docker', '[ "$1" = info ]'),
      {},
      /^\.ci\/run: Docker Compose is not installed\.$/,
    ],
    [
      'no engine where ENGINE says',
      dockerHost,
      { ENGINE: '/nowhere/engine' },
      /^\.ci\/run: ENGINE names \/nowhere\/engine, which is not a file\.$/,
    ],
    [
      'no Chromium and no right to install it',
      async () => {
        await dockerHost();
        await without('chromium');
      },
      {},
      /^\.ci\/run: Not installed: chromium\. As root on Debian this script installs them\.$/,
    ],
  ])('names what is missing before anything else with %s', async (_name, prepare, env, message) => {
    await prepare();
    const { code, stderr, calls } = await run(env);
    expect([code, calls]).toEqual([1, []]);
    expect(stderr.trim()).toMatch(message);
  });

  it('names everything that is missing at once', async () => {
    for (const name of ['npm', 'redis-server', 'chromium']) await without(name);
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      '.ci/run: npm is not installed.',
      expect.stringContaining('docker is not installed.'),
      expect.stringContaining('Not installed: redis-server chromium.'),
    ]);
  });
});
