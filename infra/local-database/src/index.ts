/**
 * A real PostgreSQL for development and tests, out of npm, with nothing to install: one server on the loopback
 * address, one role and one database for each name it is given. It refuses to know tables, services and
 * anything of production.
 */
export {
  type LocalDatabase,
  type LocalDatabaseOptions,
  startLocalDatabase,
} from './local-database.js';
export { type PreparedDatabase, prepareLocalDatabase } from './prepare-local-database.js';
export { createScratchDatabase, type ScratchDatabase } from './scratch-database.js';
