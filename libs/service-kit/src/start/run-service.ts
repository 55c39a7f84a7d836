import { runMigrations, type Schema } from '@gatehouse/persistence';
import { missingSettings, runProcess } from '@gatehouse/platform-core';
import { fileURLToPath } from 'node:url';
import type { ServiceConfig } from '../settings/service-settings.js';
import type { ServiceDefinition } from './service-definition.js';
import { startService } from './start-service.js';

/**
 * The whole of a service's main program. Without arguments it runs the service until a signal ends it. The argument
 * `migrate` applies the migrations and ends, so that the service itself need not hold the password of the role that owns
 * the schema. Exits 1 with one message when the settings are wrong or the start fails.
 */
export async function runService<Config extends ServiceConfig, Tables extends Schema>(
  service: ServiceDefinition<Config, Tables>,
  program: {
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly arguments: readonly string[];
  },
): Promise<void> {
  const { name, config, migrations } = service;
  const { environment } = program;
  const [command, ...others] = program.arguments;
  if (command === 'migrate' && others.length === 0) {
    return runMigrations({
      service: name,
      migrationsFolder: fileURLToPath(migrations),
      environment,
    });
  }
  if (command !== undefined) {
    process.stderr.write(`${name}: the only argument is migrate.\n`);
    process.exit(1);
  }
  await runProcess({
    name,
    config,
    missing: missingSettings(config),
    environment,
    // What the schema of `config` returns.
    start: (settings) => startService(service, settings as Config),
  });
}
