import { useResources } from '@gatehouse/test-kit';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { acceptedSchemaChanges, type LocalDatabase, startLocalDatabase } from './index.js';

const page = new URL('../../../docs/how-to/point-at-aws.md', import.meta.url);
const [newDatabase, handOver] = [...readFileSync(page, 'utf8').matchAll(/```sql\n(.+?)```/gs)].map(
  ([, sql]) => sql!,
);

async function run(url: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements.split(';').filter((text) => text.trim() !== '')) {
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}

/** The SQL of docs/how-to/point-at-aws.md, run by an administrator who is not a superuser, as RDS has one. */
describe('the documented roles', () => {
  const resources = useResources();
  let server: LocalDatabase;

  beforeEach(async () => {
    server = await resources.add(
      startLocalDatabase({ databases: ['admin'], databaseCreators: ['admin'] }),
    );
  });

  const urlOf = (role: string, password: string) =>
    `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/orders`;
  const owner = () => urlOf('orders_migrations', '<password>');
  const runtime = () => urlOf('orders', '<another password>');
  const administratorIn = (database: string) => {
    const url = new URL(server.migrationUrl('admin'));
    url.pathname = `/${database}`;
    return url.href;
  };

  it('come with a new database, whose schema the runtime role cannot change', async () => {
    await run(administratorIn('admin'), newDatabase!);
    await run(
      owner(),
      'CREATE TABLE lines (id serial PRIMARY KEY); GRANT SELECT ON lines TO orders',
    );
    await run(runtime(), 'SELECT * FROM lines');
    expect(await acceptedSchemaChanges(runtime())).toEqual([]);
  });

  it('take over a database that one role owned', async () => {
    await run(
      administratorIn('admin'),
      `CREATE ROLE orders LOGIN PASSWORD '<another password>';
       GRANT orders TO CURRENT_USER; CREATE DATABASE orders OWNER orders; REVOKE orders FROM CURRENT_USER`,
    );
    await run(runtime(), 'CREATE TABLE lines (id serial PRIMARY KEY)');
    expect(await acceptedSchemaChanges(runtime())).not.toEqual([]);
    await run(administratorIn('orders'), handOver!);
    await run(owner(), 'ALTER TABLE lines ADD COLUMN note text');
    expect(await acceptedSchemaChanges(runtime())).toEqual([]);
  });
});
