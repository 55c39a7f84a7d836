import { createScratchDatabase, type ScratchDatabase } from '@gatehouse/local-database';
import { describeSettings, loadConfig } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { createDatabase, type Database } from './database.js';
import { databaseLimits } from './database-limits.js';
import { databaseLimitsOf, databaseSettings } from './database-settings.js';
import { migrationConfig } from './run-migrations.js';
import { withTransaction } from './transaction.js';

const schema = z.object(databaseSettings);
const limitsOf = (environment: Record<string, string> = {}) =>
  databaseLimitsOf(loadConfig(schema, environment));

describe('the settings of the database', () => {
  it('have the usual limits as defaults', () => {
    expect(limitsOf()).toEqual(databaseLimits);
  });

  it('are described, those of migrations too', () => {
    for (const config of [schema, migrationConfig])
      expect(describeSettings(config)).toHaveLength(Object.keys(config.shape).length);
  });

  it.each([
    ['DATABASE_CONNECTIONS', '0'],
    ['DATABASE_CONNECTION_TIMEOUT_SECONDS', '301'],
    ['DATABASE_STATEMENT_TIMEOUT_SECONDS', '0'],
    ['DATABASE_START_TIMEOUT_SECONDS', '-1'],
    ['DATABASE_READINESS_TIMEOUT_SECONDS', '2s'],
    ['DATABASE_LOCK_TIMEOUT_SECONDS', '3601'],
    ['DATABASE_TRANSACTION_ATTEMPTS', 'three'],
  ])('reject %s of %j', (name, value) => {
    expect(() => limitsOf({ [name]: value })).toThrow(`${name}: must be a whole number`);
  });
});

describe('a database with such settings', () => {
  const resources = useResources();
  let scratch: ScratchDatabase;
  let database: Database<Record<string, never>>;

  beforeAll(async () => {
    scratch = await resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (one) =>
      one.drop(),
    );
  });

  const connect = async (environment: Record<string, string>) => {
    database = await resources.add(
      createDatabase({ url: scratch.url, schema: {}, limits: limitsOf(environment) }),
    );
  };

  it('gives a statement its time, and a transaction twice as long between two', async () => {
    await connect({ DATABASE_STATEMENT_TIMEOUT_SECONDS: '7' });
    const show = async (name: string) =>
      (await database.run((queries) => queries.execute(sql.raw(`SHOW ${name}`)))).rows;
    expect(await show('statement_timeout')).toEqual([{ statement_timeout: '7s' }]);
    expect(await show('idle_in_transaction_session_timeout')).toEqual([
      { idle_in_transaction_session_timeout: '14s' },
    ]);
  });

  it('waits for a connection no longer than it may', async () => {
    await connect({ DATABASE_CONNECTIONS: '1', DATABASE_CONNECTION_TIMEOUT_SECONDS: '1' });
    await database.withConnection(async () => {
      const second = database.run((queries) => queries.execute(sql`SELECT 1`));
      await expect(second).rejects.toMatchObject({ name: 'DatabaseUnavailableError' });
    });
  });

  it('does a transaction as often as it may', async () => {
    await connect({ DATABASE_TRANSACTION_ATTEMPTS: '4' });
    let attempts = 0;
    const deadlock = sql`DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$`;
    const transaction = withTransaction(database, (queries) => {
      attempts += 1;
      return queries.execute(deadlock);
    });
    await expect(transaction).rejects.toMatchObject({ sqlState: '40P01' });
    expect(attempts).toBe(4);
  });
});
