import '../../tools/typescript/register.mjs';

/**
 * Jest `globalSetup` for projects whose specs need a PostgreSQL: TEST_DATABASE_URL names an empty database
 * whose role owns it and may create further databases and roles. A TEST_DATABASE_URL that is set already is used as it is.
 */
export default async function startTestDatabase() {
  if (process.env.TEST_DATABASE_URL) return;
  const { startLocalDatabase } = await import('./src/index.ts');
  const database = await startLocalDatabase({ databases: ['test'], databaseCreators: ['test'] });
  process.env.TEST_DATABASE_URL = database.migrationUrl('test');
  globalThis[Symbol.for('gatehouse.test-database')] = database;
}
