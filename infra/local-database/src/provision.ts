import pg from 'pg';

export interface Provision {
  readonly superuserPassword: string;
  /** Password by name; each name is a role and the database it owns. */
  readonly passwords: ReadonlyMap<string, string>;
  /** Roles that may make further databases of their own. */
  readonly databaseCreators: readonly string[];
}

/**
 * Makes what is missing of roles and databases. A database can be entered by its own role alone, and a role
 * owns nothing but its database.
 */
export async function provision(client: pg.Client, wanted: Provision): Promise<void> {
  await client.query('REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC');
  for (const [name, password] of wanted.passwords) {
    const identifier = pg.escapeIdentifier(name);
    const rights = wanted.databaseCreators.includes(name) ? 'CREATEDB' : 'NOCREATEDB';
    const verb = (await exists(client, 'pg_roles', 'rolname', name)) ? 'ALTER' : 'CREATE';
    await client.query(
      `${verb} ROLE ${identifier} LOGIN NOSUPERUSER NOCREATEROLE ${rights} PASSWORD ${pg.escapeLiteral(password)}`,
    );
    if (!(await exists(client, 'pg_database', 'datname', name))) {
      await client.query(`CREATE DATABASE ${identifier} OWNER ${identifier}`);
    }
    await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${identifier} FROM PUBLIC`);
  }
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
