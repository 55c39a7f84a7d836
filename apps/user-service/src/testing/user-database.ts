import { createScratchDatabase } from '@gatehouse/local-database';
import { createDatabase, prepareSchema } from '@gatehouse/persistence';
import type { Resources } from '@gatehouse/test-kit';
import { fileURLToPath } from 'node:url';
import type { UserDatabase } from '../profiles/profiles.repository.js';
import * as schema from '../schema.js';
import { userService } from '../user-service.js';

/**
 * user-service's tables in a database of their own, as the role that the service runs as.
 *
 * @param resources closes the connections, then drops the database
 * @param serverUrl the server of the test run
 * @param replicas how many instances of the service connect beside `database`
 */
export async function openUserDatabase(
  resources: Resources,
  serverUrl: string,
  replicas = 0,
): Promise<{ database: UserDatabase; replicas: UserDatabase[]; url: string }> {
  const scratch = await resources.add(createScratchDatabase(serverUrl), (one) => one.drop());
  const connect = () => resources.add(createDatabase({ url: scratch.runtimeUrl, schema }));
  const database = await connect();
  await prepareSchema(database, {
    migrationsFolder: fileURLToPath(userService.migrations),
    migrationUrl: scratch.url,
  });
  const others = await Promise.all(Array.from({ length: replicas }, connect));
  return { database, replicas: others, url: scratch.runtimeUrl };
}
