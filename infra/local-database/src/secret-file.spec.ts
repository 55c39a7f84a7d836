import { statSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useResources } from '@gatehouse/test-kit';
import { keptSecret, writePrivately } from './secret-file.js';

describe('secret files', () => {
  const resources = useResources();
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'secret-'));
    resources.add(() => rm(folder, { recursive: true }));
  });

  it('gives all who ask at once the same secret, of mode 0600', async () => {
    const path = join(folder, 'nested', 'password');
    const secrets = await Promise.all(Array.from({ length: 20 }, () => keptSecret(path)));
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]).toMatch(/^[\w-]{32}$/);
    expect(await keptSecret(path)).toBe(secrets[0]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'nested'))).toEqual(['password']);
  });

  it('replaces a file whole, and leaves one alone that is right', async () => {
    const path = join(folder, 'url');
    await writePrivately(path, 'first');
    await writePrivately(path, 'second');
    const { ino, mode } = statSync(path);
    await writePrivately(path, 'second');
    expect(statSync(path).ino).toBe(ino);
    expect(mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).toBe('second');
  });
});
