/**
 * A real PostgreSQL for development and tests, out of npm, with nothing to install: one server on the loopback
 * address; for each name it is given one database, a runtime role and a migration role. It refuses to know tables,
 * services and anything of production.
 */
export {
  type LocalDatabase,
  type LocalDatabaseOptions,
  startLocalDatabase,
} from './local-database.js';
export { type DatabaseUrls, prepareLocalDatabase } from './prepare-local-database.js';
export { createScratchDatabase, type ScratchDatabase } from './scratch-database.js';
export { localDatabaseSettings } from './settings.js';
export { type TableAccess, tableAccess } from './testing/row-access.js';
export { acceptedSchemaChanges } from './testing/schema-changes.js';
