/** Makes what every process of the local system is given: client secrets, keys, and database URLs with their passwords. */
import { generateKeyPairSync } from 'node:crypto';
import { prepareLocalDatabase } from '@gatehouse/local-database';
import { keptSecret } from './secrets.mjs';
import {
  environments,
  pool,
  publicClients,
  sealingKeyName,
  securityLogKeyName,
  txnTokenKeyName,
} from './settings.mjs';

// What is in the way, such as a folder that may not be written, is the developer's to remove: no stack is needed.
process.on('uncaughtException', ({ message }) => {
  console.error(`prepare: ${message}`);
  process.exit(1);
});

const { PORT: port, DATA_DIRECTORY: directory, DATABASES } = environments['local-database'];

for (const client of Object.keys(pool.clients)) {
  if (!publicClients.includes(client)) keptSecret(client);
}
keptSecret(securityLogKeyName);
keptSecret(sealingKeyName);
keptSecret(txnTokenKeyName, () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }),
);
await prepareLocalDatabase({ directory, port, databases: DATABASES.split(',') });
