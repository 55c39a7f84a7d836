import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { clusterOf, type DataLocation, locateData, temporaryLocation } from './data-location.js';
import { tryPort } from './free-port.js';
import { stopOrphan } from './orphan.js';
import { takeOwnership } from './owner-lock.js';
import {
  migrationRoleOf,
  requirePlainNames,
  rolePasswords,
  type RolePasswords,
  urlsOf,
  writeUrlFiles,
} from './prepare-local-database.js';
import type { DatabaseRoles } from './provision.js';
import { keptSecret } from './secret-file.js';
import { startServer } from './start-server.js';

export interface LocalDatabaseOptions {
  /** Where the data stays; without it, data lives in a temporary place and ends with the server. */
  readonly directory?: string;
  /** Without it, or with 0, a free port. */
  readonly port?: number;
  /** Each name becomes a database, its runtime role, and a migration role that owns it. */
  readonly databases: readonly string[];
  /** Names of databases whose migration role may create further databases and roles. */
  readonly databaseCreators?: readonly string[];
  /** Takes the server's log, line by line. */
  readonly log?: (line: string) => void;
}

export interface LocalDatabase {
  readonly port: number;
  /** Where the cluster is. */
  readonly directory: string;
  /** Resolves when the server has ended, asked to or not. */
  readonly ended: Promise<void>;
  /** The URL of a database for its runtime role, password included. Throws for a name that was not given. */
  url(databaseName: string): string;
  /** The same for the migration role, which owns the database. */
  migrationUrl(databaseName: string): string;
  /** Ends the server, after waiting up to the grace (0 ms) for its clients to leave by themselves. */
  close(graceMilliseconds?: number): Promise<void>;
}

/**
 * Starts PostgreSQL on 127.0.0.1 with the databases asked for, and makes what is missing of them. The server
 * ends with this process, however that ends.
 *
 * @throws Error with `code` EADDRINUSE and `port` when the port is another program's; Error when a living
 *   process uses the directory, when a name can't be used, or when the server doesn't start.
 */
export async function startLocalDatabase(options: LocalDatabaseOptions): Promise<LocalDatabase> {
  requirePlainNames(options.databases);
  const { directory } = options;
  const location =
    directory === undefined ? await temporaryLocation() : await locateData(directory);
  const release = await takeOwnership(location.folder);
  const tidy = async (): Promise<void> => {
    await release();
    if (directory === undefined) await rm(location.folder, { recursive: true, force: true });
  };
  try {
    return await startAt(location, options, tidy);
  } catch (error) {
    await tidy();
    throw error;
  }
}

async function startAt(
  location: DataLocation,
  options: LocalDatabaseOptions,
  tidy: () => Promise<void>,
): Promise<LocalDatabase> {
  await stopOrphan(clusterOf(location));
  const port = options.port ?? 0;
  if (port !== 0) await tryPort(port);
  const binaries = await findBinaries(location.account);
  const passwordFile = join(location.folder, 'superuser-password');
  const superuserPassword = await keptSecret(passwordFile, location.account);
  await ensureCluster(binaries.initdb, location, passwordFile);
  const passwords = await rolePasswords(location, options.databases);
  const { server, port: actualPort } = await startServer(
    {
      postgres: binaries.postgres,
      location,
      port,
      temporary: options.directory === undefined,
      log: options.log ?? (() => undefined),
    },
    { superuserPassword, databases: provisionedDatabases(options, passwords) },
  );
  const urls = urlsOf(passwords, actualPort);
  if (options.directory !== undefined) await writeUrlFiles(options.directory, passwords, urls);
  let closing: Promise<void> | undefined;
  const close = (grace = 0): Promise<void> => (closing ??= server.stop(grace).then(tidy));
  return { port: actualPort, directory: clusterOf(location), ended: server.ended, ...urls, close };
}

function provisionedDatabases(
  { databases, databaseCreators = [] }: LocalDatabaseOptions,
  passwords: RolePasswords,
): readonly DatabaseRoles[] {
  return databases.map((name) => ({
    name,
    password: passwords.of(name),
    owner: migrationRoleOf(name),
    ownerPassword: passwords.of(migrationRoleOf(name)),
    mayCreateDatabases: databaseCreators.includes(name),
  }));
}
