import type { Database, Schema } from '@gatehouse/persistence';
import type { HealthSources } from '@gatehouse/platform-nest';
import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import type { z } from 'zod';
import type { ServiceConfig } from '../settings/service-settings.js';

/** What a service is made of. */
export interface ServiceDefinition<Config extends ServiceConfig, Tables extends Schema> {
  /** For logs and error messages. */
  readonly name: string;
  /** Its settings, `serviceSettings` included. */
  readonly config: z.ZodObject & z.ZodType<Config>;
  /** Its drizzle tables, as `import * as schema` returns them. */
  readonly schema: Tables;
  /** The folder in which drizzle-kit wrote its migrations. */
  readonly migrations: URL;
  /**
   * Creates its root module, which imports `ServiceModule`. Providers open connections and timers in hooks of Nest and not
   * before: Nest closes nothing of a module that it could not create.
   */
  readonly module: (config: Config, database: Database<Tables>) => DynamicModule;
  /** What its readiness reports besides the database. */
  readonly health?: (app: INestApplicationContext) => HealthSources;
}
