import { join } from 'node:path';
import { type DataLocation, locateData } from './data-location.js';
import { keptSecret, writePrivately } from './secret-file.js';

export interface PreparedDatabase {
  /** The URL of a database, its role's password included. Throws for a name that was not given. */
  url(databaseName: string): string;
}

/**
 * Makes the passwords of a local database and the files `<directory>/urls/<database>` that hold its URLs, so
 * that they can be handed out before the server runs. The passwords are made once; a later call, and the
 * server itself, use the same.
 *
 * @throws Error for a database name that isn't a plain lower-case identifier.
 */
export async function prepareLocalDatabase(options: {
  readonly directory: string;
  readonly port: number;
  readonly databases: readonly string[];
}): Promise<PreparedDatabase> {
  requirePlainNames(options.databases);
  const location = await locateData(options.directory);
  const passwords = await databasePasswords(location, options.databases);
  const url = urlsOf(passwords, options.port);
  await writeUrlFiles(options.directory, passwords, url);
  return { url };
}

/** The password of each database's role, by database name. */
export async function databasePasswords(
  location: DataLocation,
  databases: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const passwords = new Map<string, string>();
  for (const name of databases) {
    passwords.set(name, await keptSecret(join(location.folder, 'passwords', name)));
  }
  return passwords;
}

export async function writeUrlFiles(
  directory: string,
  passwords: ReadonlyMap<string, string>,
  url: (databaseName: string) => string,
): Promise<void> {
  for (const name of passwords.keys()) {
    await writePrivately(join(directory, 'urls', name), url(name));
  }
}

export function urlsOf(passwords: ReadonlyMap<string, string>, port: number) {
  return (databaseName: string): string => {
    const password = passwords.get(databaseName);
    if (password === undefined) throw new Error(`There is no local database "${databaseName}".`);
    return `postgres://${databaseName}:${password}@127.0.0.1:${port}/${databaseName}`;
  };
}

/** Names become roles, databases, file names and parts of URLs: one plain spelling is right in all of them. */
export function requirePlainNames(databases: readonly string[]): void {
  const reserved = ['postgres', 'template0', 'template1'];
  for (const name of databases) {
    if (!/^[a-z][a-z0-9_]{0,62}$/.test(name) || name.startsWith('pg_') || reserved.includes(name)) {
      throw new Error(`"${name}" can't be the name of a local database.`);
    }
  }
}
