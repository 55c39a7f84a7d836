/** Makes what every process of the local system is given: client secrets, and database URLs with their passwords. */
import { prepareLocalDatabase } from '@gatehouse/local-database';
import { keptSecret } from './secrets.mjs';
import { environments, pool } from './settings.mjs';

const { PORT: port, DATA_DIRECTORY: directory, DATABASES } = environments['local-database'];

for (const client of Object.keys(pool.clients)) if (client !== 'web') keptSecret(client);
await prepareLocalDatabase({ directory, port, databases: DATABASES.split(',') });
