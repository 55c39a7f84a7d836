import { poolIdOf } from '@gatehouse/auth-core';
import { createDatabase, prepareSchema } from '@gatehouse/persistence';
import {
  createLogger,
  type Logger,
  type RunningProcess,
  securityLogKey,
} from '@gatehouse/platform-core';
import { createApp, listen, registerHealth } from '@gatehouse/platform-nest';
import { AppModule } from './app.module.js';
import type { UserServiceConfig } from './config.js';
import { migrationsFolder } from './migrations-folder.js';
import { RevocationAnnouncer } from './revocations/revocation-announcer.js';
import * as schema from './schema.js';

/**
 * Starts user-service once its database is there and migrated. It is ready without the gateway and without
 * Cognito, and asks for them when needed. Connections to the database outlive the last answer.
 */
export async function startUserService(
  config: UserServiceConfig,
  logger: Logger = createLogger('user-service', config.LOG_LEVEL),
): Promise<RunningProcess & { readonly url: string }> {
  const securityLog = {
    key: securityLogKey(config, logger),
    poolId: poolIdOf(config.COGNITO_ISSUER),
  };
  const database = await createDatabase({ url: config.DATABASE_URL, schema, logger });
  const module = AppModule.forRoot(config, database);
  const app = await createApp(module, { logger, securityLog, acceptRequestId: true });
  const close = (): Promise<void> => app.close().finally(() => database.close());
  try {
    await prepareSchema(database, {
      migrationsFolder,
      migrationUrl: config.DATABASE_MIGRATION_URL,
    });
    const announcer = app.get(RevocationAnnouncer);
    registerHealth(app, {
      checks: { database: () => database.isReady() },
      reports: { revocations: () => announcer.isHealthy },
    });
    const url = await listen(app, { port: config.PORT, host: config.HOST });
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
