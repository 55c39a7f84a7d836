import { createDatabase, prepareSchema } from '@gatehouse/persistence';
import {
  createLogger,
  type Logger,
  type RunningProcess,
  securityLogKey,
} from '@gatehouse/platform-core';
import { createApp, listen, registerHealth } from '@gatehouse/platform-nest';
import { AppModule } from './app.module.js';
import type { OrderServiceConfig } from './config.js';
import { migrationsFolder } from './migrations-folder.js';
import * as schema from './schema.js';

/**
 * Starts order-service once its database is there and migrated. It is ready without the gateway, user-service and
 * Cognito, and asks for them when needed. Connections to the database outlive the last answer.
 */
export async function startOrderService(
  config: OrderServiceConfig,
  logger: Logger = createLogger('order-service', config.LOG_LEVEL),
): Promise<RunningProcess & { readonly url: string }> {
  const securityLog = { key: securityLogKey(config, logger) };
  const database = await createDatabase({ url: config.DATABASE_URL, schema, logger });
  try {
    await prepareSchema(database, {
      migrationsFolder,
      migrationUrl: config.DATABASE_MIGRATION_URL,
    });
    const module = AppModule.forRoot(config, database);
    const app = await createApp(module, { logger, securityLog, acceptRequestId: true });
    registerHealth(app, { checks: { database: () => database.isReady() } });
    const url = await listen(app, { port: config.PORT, host: config.HOST });
    return { url, close: () => app.close().finally(() => database.close()) };
  } catch (error) {
    await database.close();
    throw error;
  }
}
