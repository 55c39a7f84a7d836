import { poolIdOf } from '@gatehouse/auth-core';
import {
  createDatabase,
  type Database,
  databaseLimitsOf,
  prepareSchema,
  type Schema,
} from '@gatehouse/persistence';
import {
  createLogger,
  type Logger,
  openResources,
  type RunningProcess,
  securityLogKey,
  StartError,
} from '@gatehouse/platform-core';
import {
  createApp,
  listen,
  listenOptions,
  registerHealth,
  serverLimits,
} from '@gatehouse/platform-nest';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fileURLToPath } from 'node:url';
import { ServiceModule } from '../service.module.js';
import type { ServiceConfig } from '../settings/service-settings.js';
import type { ServiceDefinition } from './service-definition.js';
import { databaseStartError, migrationStartError } from './start-errors.js';

/** A service that accepts requests. */
export interface RunningService extends RunningProcess {
  readonly url: string;
}

/**
 * Starts a service: connects to the database, applies or checks the migrations, creates the app, and listens. The schema
 * comes first because modules may read rows when Nest creates them. The gateway, peers and Cognito need not be there.
 *
 * Closing, and a failure at any step, closes what is open in reverse order, so that the last requests still have the
 * database.
 *
 * @throws StartError when the database or its schema cannot be used; ConfigError; the errors of the module and of `listen`
 */
export async function startService<Config extends ServiceConfig, Tables extends Schema>(
  service: ServiceDefinition<Config, Tables>,
  config: Config,
  { logger = createLogger(service.name, config.LOG_LEVEL) }: { readonly logger?: Logger } = {},
): Promise<RunningService> {
  const securityLog = { key: securityLogKey(config, logger), poolId: poolOf(config) };
  return openResources(logger, async (opened) => {
    const database = await openDatabase(service, config, logger);
    opened.add(() => database.close());
    await prepare(service, config, database);
    const module = service.module(config, database);
    const app = await createApp(module, {
      logger,
      securityLog,
      acceptRequestId: true,
      bodyLimitBytes: config.BODY_LIMIT_BYTES,
      limits: serverLimits(config),
    });
    opened.add(() => app.close());
    requireServiceModule(app, service.name);
    const { checks, ...health } = service.health?.(app) ?? {};
    registerHealth(app, { ...health, checks: { ...checks, database: () => database.isReady() } });
    const url = await listen(app, listenOptions(config));
    return { url, close: () => opened.close() };
  });
}

/** The pool whose users the service knows, for the hashes in security events. */
function poolOf({ COGNITO_ISSUER: issuer }: ServiceConfig): string | undefined {
  return issuer === undefined ? undefined : poolIdOf(issuer);
}

async function openDatabase<Config extends ServiceConfig, Tables extends Schema>(
  { schema }: ServiceDefinition<Config, Tables>,
  config: ServiceConfig,
  logger: Logger,
): Promise<Database<Tables>> {
  const { DATABASE_URL: url } = config;
  try {
    return await createDatabase({ url, schema, logger, limits: databaseLimitsOf(config) });
  } catch (error) {
    throw databaseStartError(error);
  }
}

async function prepare<Config extends ServiceConfig, Tables extends Schema>(
  { migrations }: ServiceDefinition<Config, Tables>,
  { DATABASE_MIGRATION_URL: migrationUrl }: ServiceConfig,
  database: Database<Tables>,
): Promise<void> {
  try {
    await prepareSchema(database, { migrationsFolder: fileURLToPath(migrations), migrationUrl });
  } catch (error) {
    throw migrationStartError(error);
  }
}

/** Without that module every route would be open to every caller. */
function requireServiceModule(app: NestFastifyApplication, name: string): void {
  const modules = [...app.get(ModulesContainer).values()];
  if (modules.some(({ metatype }) => metatype === ServiceModule)) return;
  throw new StartError(`The module of ${name} does not import ServiceModule.`);
}
