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
    drop: async () => {
      await dropDatabase(serverUrl, name);
      await execute(serverUrl, [`DROP ROLE IF EXISTS ${name}`]);
    },
  };
}

/** How often a database is dropped that sessions of a superuser keep. Each attempt takes up to five seconds. */
const mostDrops = 5;

/**
 * Drops a database and ends its sessions. Those of a superuser, such as a worker of autovacuum, `FORCE` may not end; without
 * it, PostgreSQL ends autovacuum itself and waits a few seconds for all others.
 */
async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  const drop = `DROP DATABASE IF EXISTS ${name}`;
  for (let attempt = 1; attempt < mostDrops; attempt += 1) {
    for (const statement of [`${drop} WITH (FORCE)`, drop]) {
      try {
        await execute(serverUrl, [statement]);
        return;
      } catch (error) {
        const { code } = error as { readonly code?: string };
        if (code !== insufficientPrivilege && code !== objectInUse) throw error;
      }
    }
  }
  await execute(serverUrl, [`${drop} WITH (FORCE)`]);
}

const insufficientPrivilege = '42501';
const objectInUse = '55006';

async function execute(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
