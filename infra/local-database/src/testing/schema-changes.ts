import pg from 'pg';

interface Relation {
  readonly kind: 'table' | 'index' | 'sequence';
  readonly name: string;
  readonly column: string | null;
}

interface Subjects {
  readonly database: string;
  readonly owner: string;
  readonly schemas: readonly string[];
  readonly relations: readonly Relation[];
}

const insufficientPrivilege = '42501';

/**
 * Attempts every kind of statement that changes a schema, removes whole tables or takes further rights, on everything
 * that the database of `url` holds.
 *
 * @returns the statements that PostgreSQL did not reject for lack of privilege, each with its result; empty for a role
 *   that may only read and write rows.
 */
export async function acceptedSchemaChanges(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const subjects = await readSubjects(client);
    const accepted: string[] = [];
    for (const statement of transactional(subjects)) {
      await client.query('BEGIN');
      const result = await resultOf(client, statement);
      await client.query('ROLLBACK');
      if (result !== insufficientPrivilege) accepted.push(`${statement} -- ${result}`);
    }
    for (const statement of notTransactional(subjects)) {
      const result = await resultOf(client, statement);
      if (result !== insufficientPrivilege) accepted.push(`${statement} -- ${result}`);
    }
    return accepted;
  } finally {
    await client.end();
  }
}

async function resultOf(client: pg.Client, statement: string): Promise<string> {
  try {
    await client.query(statement);
    return 'accepted';
  } catch (error) {
    return (error as { code?: string }).code ?? 'no SQLSTATE';
  }
}

async function readSubjects(client: pg.Client): Promise<Subjects> {
  const userSchemas = `nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'`;
  const {
    rows: [database],
  } = await client.query<{ database: string; owner: string }>(
    `SELECT quote_ident(datname) AS database, quote_ident(pg_get_userbyid(datdba)) AS owner
       FROM pg_database WHERE datname = current_database()`,
  );
  const { rows: schemas } = await client.query<{ name: string }>(
    `SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE ${userSchemas}`,
  );
  const { rows: relations } = await client.query<Relation>(
    `SELECT format('%I.%I', nspname, relname) AS name, quote_ident(attname) AS column,
            CASE relkind WHEN 'i' THEN 'index' WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind
       FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
       LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND attnum = 1
      WHERE ${userSchemas} AND relkind IN ('r', 'i', 'S')`,
  );
  if (database === undefined) throw new Error('The database is not in pg_database.');
  return { ...database, schemas: schemas.map(({ name }) => name), relations };
}

function transactional({ database, owner, schemas, relations }: Subjects): readonly string[] {
  return [
    ...newObjects,
    ...furtherRights(database, owner),
    ...schemas.flatMap(changesOfSchema),
    ...relations.flatMap(changesOfRelation),
  ];
}

const newObjects: readonly string[] = [
  'CREATE TABLE probe (id int)',
  'CREATE TABLE probe AS SELECT 1 AS one',
  'SELECT 1 AS one INTO probe',
  'CREATE TEMPORARY TABLE probe (id int)',
  'CREATE TEMPORARY VIEW probe AS SELECT 1 AS one',
  'CREATE TEMPORARY SEQUENCE probe',
  'CREATE VIEW probe AS SELECT 1 AS one',
  'CREATE MATERIALIZED VIEW probe AS SELECT 1 AS one',
  'CREATE SEQUENCE probe',
  "CREATE TYPE probe AS ENUM ('one')",
  'CREATE DOMAIN probe AS int',
  'CREATE FUNCTION probe() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
  'CREATE PROCEDURE probe() LANGUAGE sql AS $$ SELECT 1 $$',
  'CREATE AGGREGATE probe (int) (SFUNC = int4pl, STYPE = int)',
  'CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int)',
  'CREATE COLLATION probe FROM "C"',
  'CREATE TEXT SEARCH CONFIGURATION probe (PARSER = "default")',
  'CREATE SCHEMA probe',
  'CREATE PUBLICATION probe',
  'CREATE FOREIGN DATA WRAPPER probe',
];

const furtherRights = (database: string, owner: string): readonly string[] => [
  'CREATE ROLE probe',
  `SET ROLE ${owner}`,
  `SET SESSION AUTHORIZATION ${owner}`,
  `ALTER ROLE ${owner} PASSWORD 'probe'`,
  `GRANT ${owner} TO CURRENT_USER`,
  `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT ALL ON TABLES TO PUBLIC`,
  `ALTER DATABASE ${database} OWNER TO CURRENT_USER`,
  `ALTER DATABASE ${database} SET search_path = probe`,
  `COMMENT ON DATABASE ${database} IS 'probe'`,
  "COPY (SELECT 1) TO PROGRAM 'true'",
  "SELECT pg_read_file('PG_VERSION')",
];

const changesOfSchema = (schema: string): readonly string[] => [
  `CREATE TABLE ${schema}.probe (id int)`,
  `ALTER SCHEMA ${schema} RENAME TO probe`,
  `ALTER SCHEMA ${schema} OWNER TO CURRENT_USER`,
  `COMMENT ON SCHEMA ${schema} IS 'probe'`,
  `DROP SCHEMA ${schema} CASCADE`,
];

function changesOfRelation({ kind, name, column }: Relation): readonly string[] {
  if (kind === 'sequence') {
    return [
      `ALTER SEQUENCE ${name} RESTART`,
      `SELECT setval('${name}', 1)`,
      `DROP SEQUENCE ${name} CASCADE`,
    ];
  }
  if (kind === 'index') {
    return [`ALTER INDEX ${name} RENAME TO probe`, `REINDEX INDEX ${name}`, `DROP INDEX ${name}`];
  }
  return [
    `ALTER TABLE ${name} ADD COLUMN probe int`,
    `ALTER TABLE ${name} DROP COLUMN ${column} CASCADE`,
    `ALTER TABLE ${name} ALTER COLUMN ${column} DROP DEFAULT`,
    `ALTER TABLE ${name} ADD CHECK (false) NOT VALID`,
    `ALTER TABLE ${name} RENAME TO probe`,
    `ALTER TABLE ${name} OWNER TO CURRENT_USER`,
    `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${name} DISABLE TRIGGER ALL`,
    `CREATE INDEX ON ${name} (${column})`,
    `CREATE RULE probe AS ON INSERT TO ${name} DO INSTEAD NOTHING`,
    `CREATE TRIGGER probe BEFORE UPDATE ON ${name} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
    `CREATE POLICY probe ON ${name}`,
    `COMMENT ON TABLE ${name} IS 'probe'`,
    `TRUNCATE ${name} CASCADE`,
    `DROP TABLE ${name} CASCADE`,
  ];
}

const notTransactional = ({ database }: Subjects): readonly string[] => [
  'CREATE DATABASE probe',
  `DROP DATABASE ${database}`,
  "CREATE TABLESPACE probe LOCATION '/tmp'",
  "ALTER SYSTEM SET work_mem = '1MB'",
];
