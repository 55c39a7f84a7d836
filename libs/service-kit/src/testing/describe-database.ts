import {
  acceptedSchemaChanges,
  createScratchDatabase,
  type ScratchDatabase,
  tableAccess,
} from '@gatehouse/local-database';
import type { Schema } from '@gatehouse/persistence';
import { useResources } from '@gatehouse/test-kit';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServiceConfig } from '../settings/service-settings.js';
import type { ServiceDefinition } from '../start/service-definition.js';
import { startService } from '../start/start-service.js';

/** A service under test, of which no route is called. */
export interface StoredService<Config extends ServiceConfig, Tables extends Schema> {
  readonly service: ServiceDefinition<Config, Tables>;
  /** The settings of the service with these URLs of its database. */
  readonly config: (urls: {
    readonly databaseUrl: string;
    readonly migrationUrl: string | null;
  }) => Config;
  /** The URL of a server for a role that may create databases and roles. */
  readonly serverUrl: string;
}

/** Declares the tests that hold for the migrations and the database roles of every service. */
export function describeDatabase<Config extends ServiceConfig, Tables extends Schema>(
  stored: StoredService<Config, Tables>,
): void {
  const { service } = stored;
  describe(`the database of ${service.name}`, () => {
    it('has migrations that lead to the tables the code uses', async () => {
      expect(await missingStatements(service)).toEqual([]);
    });

    declareRoleTests(stored);
  });
}

/** The statements that the newest migration lacks. */
async function missingStatements({
  migrations,
  schema,
}: {
  readonly migrations: URL;
  readonly schema: Schema;
}): Promise<string[]> {
  const folder = join(fileURLToPath(migrations), 'meta');
  const snapshots = readdirSync(folder).filter((name) => name.endsWith('_snapshot.json'));
  const newest = snapshots.sort().at(-1);
  if (newest === undefined) throw new Error('there are no migrations');
  const migrated: unknown = JSON.parse(readFileSync(join(folder, newest), 'utf8'));
  return generateMigration(migrated, generateDrizzleJson(schema));
}

function declareRoleTests<Config extends ServiceConfig, Tables extends Schema>({
  service,
  config,
  serverUrl,
}: StoredService<Config, Tables>): void {
  const resources = useResources();
  let scratch: ScratchDatabase;
  beforeEach(async () => {
    scratch = await resources.add(createScratchDatabase(serverUrl), (one) => one.drop());
  });

  /** Starts and ends the service as its runtime role; null: it does not migrate. */
  const start = async (migrationUrl: string | null) => {
    const urls = { databaseUrl: scratch.runtimeUrl, migrationUrl };
    await (await resources.add(startService(service, config(urls)))).close();
  };

  it('gives the runtime role the rows of every table, and no more', async () => {
    await start(scratch.url);
    const access = await tableAccess(scratch.runtimeUrl);
    expect(access).not.toEqual([]);
    expect(access).toEqual(
      access.map(({ table }) => ({ table, rows: true, more: false, sequences: true })),
    );
    expect(await acceptedSchemaChanges(scratch.runtimeUrl)).toEqual([]);
  });

  it('is accepted without the migration role once the schema is current, and not before', async () => {
    await expect(start(null)).rejects.toThrow(/migrations: 0000_.*DATABASE_MIGRATION_URL/);
    await start(scratch.url);
    await start(null);
  });
}
