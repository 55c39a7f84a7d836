import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomClientSecret } from '../domain/random.js';
import type { ClientPlan } from './blueprint.js';
import { TemplateError } from './template.js';

/** Finds or makes the secret of a template's client; `kept` is the one it had before. */
export type SecretSource = (clientName: string, kept: string | undefined) => Promise<string>;

/** Secrets that only the store remembers. */
export const secretsInStore: SecretSource = (_clientName, kept) =>
  Promise.resolve(kept ?? randomClientSecret());

/**
 * Secrets shared with other programs through a directory: a file a client, named like it. What a file says is the
 * secret; a file that isn't there is written, for its owner alone.
 * @throws TemplateError when a file holds something else than a secret.
 */
export function secretsInDirectory(directory: string): SecretSource {
  return async (clientName, kept) => {
    if (/^\.+$/.test(clientName))
      throw new TemplateError(`the client name ${clientName} can't name a file`);
    const path = join(directory, clientName);
    const found = await readIfThere(path);
    if (found !== undefined) {
      if (!/^[\w+]{24,64}$/.test(found))
        throw new TemplateError(`${path} must hold 24 to 64 letters, digits, _ or +`);
      return found;
    }
    const secret = kept ?? randomClientSecret();
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(path, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    await chmod(path, 0o600);
    return secret;
  };
}

/**
 * Secrets in a directory are found by the client's name alone, whatever its pool.
 * @throws TemplateError when two clients would share a file.
 */
export function requireOwnFiles(clients: readonly ClientPlan[]): void {
  const names = clients.filter(({ hasSecret }) => hasSecret).map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new TemplateError(`two clients with a secret have the name ${twice}`);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trimEnd();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
