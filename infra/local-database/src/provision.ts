import pg from 'pg';

export interface Provision {
  readonly superuserPassword: string;
  readonly databases: readonly DatabaseRoles[];
}

/** One database and its two roles. Neither may enter another database. */
export interface DatabaseRoles {
  /** The database, and the runtime role: it reads and writes rows and owns nothing. */
  readonly name: string;
  readonly password: string;
  /** The migration role, which owns the database and its schema. */
  readonly owner: string;
  readonly ownerPassword: string;
  /** Whether the owner may create further databases and their roles. */
  readonly mayCreateDatabases: boolean;
}

/** Connects as superuser to one database; the caller ends the connection. */
export type ConnectTo = (database: string) => Promise<pg.Client>;

const noFurtherRights = 'NOSUPERUSER NOREPLICATION NOBYPASSRLS';

/**
 * Creates what is missing of roles and databases, and upgrades databases that an earlier version left to their runtime
 * role. The owner can log in once everything is done, so a migration cannot run halfway through an upgrade.
 */
export async function provision(connectTo: ConnectTo, wanted: Provision): Promise<void> {
  await within(connectTo, 'postgres', async (client) => {
    await client.query('REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC');
    for (const database of wanted.databases) await createDatabase(client, database);
  });
  for (const database of wanted.databases) {
    await within(connectTo, database.name, (client) => giveSchemaToOwner(client, database));
  }
}

async function createDatabase(client: pg.Client, roles: DatabaseRoles): Promise<void> {
  const { name, owner } = roles;
  for (const role of [owner, name]) {
    if (!(await exists(client, 'pg_roles', 'rolname', role))) {
      await client.query(`CREATE ROLE ${pg.escapeIdentifier(role)} NOLOGIN`);
    }
  }
  if (!(await exists(client, 'pg_database', 'datname', name))) {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  }
  await client.query(
    `ALTER DATABASE ${pg.escapeIdentifier(name)} OWNER TO ${pg.escapeIdentifier(owner)}`,
  );
  await client.query(`REVOKE ALL ON DATABASE ${pg.escapeIdentifier(name)} FROM PUBLIC`);
}

async function giveSchemaToOwner(client: pg.Client, roles: DatabaseRoles): Promise<void> {
  const [name, owner] = [roles.name, roles.owner].map((role) => pg.escapeIdentifier(role));
  await client.query(`REASSIGN OWNED BY ${name} TO ${owner}`);
  await client.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${name}`);
  await client.query(
    `ALTER ROLE ${name} LOGIN ${noFurtherRights} NOCREATEDB NOCREATEROLE PASSWORD ${pg.escapeLiteral(roles.password)}`,
  );
  const creates = roles.mayCreateDatabases ? 'CREATEDB CREATEROLE' : 'NOCREATEDB NOCREATEROLE';
  await client.query(
    `ALTER ROLE ${owner} LOGIN ${noFurtherRights} ${creates} PASSWORD ${pg.escapeLiteral(roles.ownerPassword)}`,
  );
}

async function within(
  connectTo: ConnectTo,
  database: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = await connectTo(database);
  await work(client).finally(() => client.end());
}

async function exists(
  client: pg.Client,
  catalogue: 'pg_roles' | 'pg_database',
  column: 'rolname' | 'datname',
  name: string,
): Promise<boolean> {
  const { rowCount } = await client.query(`SELECT 1 FROM ${catalogue} WHERE ${column} = $1`, [
    name,
  ]);
  return rowCount === 1;
}
