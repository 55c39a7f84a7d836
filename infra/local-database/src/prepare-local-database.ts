import { join } from 'node:path';
import { type DataLocation, locateData } from './data-location.js';
import { keptSecret, writePrivately } from './secret-file.js';

export interface DatabaseUrls {
  /** The URL of a database for its runtime role, password included. Throws for a name that was not given. */
  url(databaseName: string): string;
  /** The same for the migration role, which owns the database. */
  migrationUrl(databaseName: string): string;
}

const migrationSuffix = '_migrations';

/** The role that owns a database and changes its schema; the runtime role has the database's own name. */
export const migrationRoleOf = (databaseName: string): string => databaseName + migrationSuffix;

/**
 * Creates the passwords of a local database's roles and the files `<directory>/urls/<role>` with its URLs, so that they
 * can be passed on before the server runs. The passwords are created once; a later call, and the server itself, use the
 * same.
 *
 * @throws Error for a database name that isn't a plain lower-case identifier.
 */
export async function prepareLocalDatabase(options: {
  readonly directory: string;
  readonly port: number;
  readonly databases: readonly string[];
}): Promise<DatabaseUrls> {
  requirePlainNames(options.databases);
  const location = await locateData(options.directory);
  const passwords = await rolePasswords(location, options.databases);
  const urls = urlsOf(passwords, options.port);
  await writeUrlFiles(options.directory, passwords, urls);
  return urls;
}

export interface RolePasswords {
  readonly databases: readonly string[];
  /** The password of a role. Throws for a role of a database that was not given. */
  of(role: string): string;
}

/** The passwords of both roles of each database. */
export async function rolePasswords(
  location: DataLocation,
  databases: readonly string[],
): Promise<RolePasswords> {
  const passwords = new Map<string, string>();
  for (const role of databases.flatMap((name) => [name, migrationRoleOf(name)])) {
    passwords.set(role, await keptSecret(join(location.folder, 'passwords', role)));
  }
  return {
    databases,
    of: (role) => {
      const password = passwords.get(role);
      if (password === undefined) throw new Error(`There is no local database role "${role}".`);
      return password;
    },
  };
}

export async function writeUrlFiles(
  directory: string,
  { databases }: RolePasswords,
  urls: DatabaseUrls,
): Promise<void> {
  for (const name of databases) {
    await writePrivately(join(directory, 'urls', name), urls.url(name));
    await writePrivately(join(directory, 'urls', migrationRoleOf(name)), urls.migrationUrl(name));
  }
}

export function urlsOf(passwords: RolePasswords, port: number): DatabaseUrls {
  const urlFor = (role: string, databaseName: string): string => {
    if (!passwords.databases.includes(databaseName)) {
      throw new Error(`There is no local database "${databaseName}".`);
    }
    return `postgres://${role}:${passwords.of(role)}@127.0.0.1:${port}/${databaseName}`;
  };
  return {
    url: (name) => urlFor(name, name),
    migrationUrl: (name) => urlFor(migrationRoleOf(name), name),
  };
}

/** Names become roles, databases, file names and parts of URLs: one plain spelling is right in all of them. */
export function requirePlainNames(databases: readonly string[]): void {
  const reserved = ['postgres', 'template0', 'template1'];
  for (const name of databases) {
    if (!isPlainName(name) || reserved.includes(name)) {
      throw new Error(`"${name}" can't be the name of a local database.`);
    }
  }
}

/** PostgreSQL cuts identifiers off after 63 bytes, and the migration role's name is the longer one. */
function isPlainName(name: string): boolean {
  const longest = 63 - migrationSuffix.length;
  return (
    /^[a-z][a-z0-9_]*$/.test(name) &&
    name.length <= longest &&
    !name.startsWith('pg_') &&
    !name.endsWith(migrationSuffix)
  );
}
