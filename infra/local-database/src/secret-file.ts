import { randomBytes } from 'node:crypto';
import { chown, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ServerAccount } from './server-account.js';

/** A password of 192 random bits, in characters that need no escaping in a URL. */
export function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * The secret that a file of mode 0600 holds, made at first use. Of several processes that ask for the same new
 * one at once, all get the same.
 */
export async function keptSecret(path: string, owner?: ServerAccount): Promise<string> {
  const kept = await readIfThere(path);
  if (kept !== undefined) return kept;
  await writeWith(path, randomPassword(), owner, async (temporary) => {
    await link(temporary, path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
    await rm(temporary);
  });
  return readFile(path, 'utf8');
}

/** Writes a file of mode 0600 that readers see whole, old or new, and leaves one alone that is right already. */
export async function writePrivately(path: string, text: string): Promise<void> {
  if ((await readIfThere(path)) === text) return;
  await writeWith(path, text, undefined, (temporary) => rename(temporary, path));
}

async function writeWith(
  path: string,
  text: string,
  owner: ServerAccount | undefined,
  place: (temporary: string) => Promise<void>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
  if (owner !== undefined) await chown(temporary, owner.uid, owner.gid);
  await place(temporary);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
