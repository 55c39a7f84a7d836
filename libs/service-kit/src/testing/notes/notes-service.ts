import type { ServiceConfig } from '../../settings/service-settings.js';
import type { ServiceDefinition } from '../../start/service-definition.js';
import { notesConfig, NotesModule } from './notes.module.js';
import { schema } from './notes.repository.js';

export const notesService: ServiceDefinition<ServiceConfig, typeof schema> = {
  name: 'notes-service',
  config: notesConfig,
  schema,
  migrations: new URL('migrations', import.meta.url),
  module: (config, database) => NotesModule.forRoot(config, database),
};

/** Migrations of which the second fails in its second statement. */
export const failingMigrations = new URL('failing-migrations', import.meta.url);
