import pg from 'pg';

/** Whether a role may do to a table exactly what rows need: read, add, change and remove them. */
export interface TableAccess {
  readonly table: string;
  readonly rows: boolean;
  readonly more: boolean;
  readonly sequences: boolean;
}

/** What the role of `url` may do to each table of the schema `public`. */
export async function tableAccess(url: string): Promise<readonly TableAccess[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const may = (privilege: string) => `has_table_privilege(oid, '${privilege}')`;
    const { rows } = await client.query<TableAccess>(
      `SELECT relname AS table,
              ${['SELECT', 'INSERT', 'UPDATE', 'DELETE'].map(may).join(' AND ')} AS rows,
              ${['TRUNCATE', 'REFERENCES', 'TRIGGER'].map(may).join(' OR ')} AS more,
              NOT EXISTS (
                SELECT FROM pg_class AS sequence
                 WHERE sequence.relnamespace = 'public'::regnamespace
                   AND CASE relkind WHEN 'S' THEN NOT has_sequence_privilege(oid, 'USAGE') END
              ) AS sequences
         FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        ORDER BY relname`,
    );
    return rows;
  } finally {
    await client.end();
  }
}
