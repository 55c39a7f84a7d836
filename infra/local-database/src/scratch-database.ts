import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { randomPassword } from './secret-file.js';

export interface ScratchDatabase {
  /** For the role that owns the database and its schema. */
  readonly url: string;
  /** For a role that may connect and nothing else, until it is granted more. */
  readonly runtimeUrl: string;
  /** Drops the database and the runtime role, ending whatever is still connected. Can be called twice. */
  drop(): Promise<void>;
}

/**
 * Creates an empty database for one spec file on the server that `serverUrl` names, whose role needs `CREATEDB` and
 * `CREATEROLE`. Spec files that each have their own can run side by side.
 */
export async function createScratchDatabase(serverUrl: string): Promise<ScratchDatabase> {
  const name = `scratch_${randomBytes(6).toString('hex')}`;
  const password = randomPassword();
  await execute(serverUrl, [
    `CREATE DATABASE ${name}`,
    `CREATE ROLE ${name} LOGIN PASSWORD ${pg.escapeLiteral(password)}`,
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${name} TO ${name}`,
  ]);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const runtimeUrl = new URL(url);
  runtimeUrl.username = name;
  runtimeUrl.password = password;
  return {
    url: url.href,
    runtimeUrl: runtimeUrl.href,
    drop: () =>
      execute(serverUrl, [
        `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`,
        `DROP ROLE IF EXISTS ${name}`,
      ]),
  };
}

async function execute(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
