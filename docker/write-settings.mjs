/**
 * Writes each app's secrets and ids to the app's own directory under /settings, a file a value. What is there
 * stays; what a variable of the same name in the environment gives wins; the rest is made up. Prints nothing.
 */
import { generateKeyPairSync, randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const publicUrl = process.env.COGNITO_PUBLIC_URL;
const [pool] = Object.values(
  JSON.parse(readFileSync(new URL('local-ids.json', import.meta.url), 'utf8')).pools,
);
const issuer = `${publicUrl}/${pool.id}`;
const jwksUri = `http://cognito-emulator:9500/${pool.id}/.well-known/jwks.json`;

const clients = {
  'user-service': kept('cognito-emulator/user-service', 'USER_SERVICE_CLIENT_SECRET'),
  'order-service': kept('cognito-emulator/order-service', 'ORDER_SERVICE_CLIENT_SECRET'),
};
kept('cognito-emulator/partner', 'PARTNER_CLIENT_SECRET');
const machineSecret = kept(
  'cognito-emulator/user-service-machine',
  'USER_SERVICE_MACHINE_CLIENT_SECRET',
);
kept('postgres/postgres-password', 'POSTGRES_PASSWORD');

for (const [service, database] of [
  ['order-service', 'orders'],
  ['user-service', 'users'],
]) {
  const password = kept(
    `postgres/${database}-password`,
    `${database.toUpperCase()}_DATABASE_PASSWORD`,
  );
  const address = `${database}:${encodeURIComponent(password)}@postgres:5432/${database}`;
  write(`${service}/database-url`, `postgres://${address}`);
  write(`${service}/cognito-client-id`, pool.clients[service]);
  write(`${service}/cognito-client-secret`, clients[service]);
}
for (const app of ['gateway', 'user-service']) {
  write(`${app}/cognito-issuer`, issuer);
  write(`${app}/cognito-jwks-uri`, jwksUri);
}
write('user-service/cognito-machine-client-id', pool.clients['user-service-machine']);
write('user-service/cognito-machine-client-secret', machineSecret);
write('gateway/management-client-ids', pool.clients['user-service-machine']);
write('user-service/peer-clients', `${pool.clients['order-service']}=order-service`);
write(
  'gateway/cognito-client-ids',
  ['web', 'docs', 'user-service', 'partner'].map((name) => pool.clients[name]).join(),
);
write('gateway/docs-client-id', pool.clients.docs);
// One key for all apps, so that the same person has the same hash in every log.
const securityLogKey = kept('gateway/security-log-key', 'SECURITY_LOG_KEY');
for (const app of ['order-service', 'user-service'])
  write(`${app}/security-log-key`, securityLogKey);
kept('gateway/txn-token-private-key', 'TXN_TOKEN_PRIVATE_KEY', () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
);

function kept(file, variable, make = randomSecret) {
  const given = process.env[variable];
  if (given) write(file, given);
  else if (!existsSync(pathOf(file))) write(file, make());
  return readFileSync(pathOf(file), 'utf8');
}

/** Each directory is a volume that only its own container mounts, whose user may have another number. */
function write(file, value) {
  writeFileSync(pathOf(file), value, { mode: 0o644 });
}

function pathOf(file) {
  return `/settings/${file}`;
}

function randomSecret() {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: 51 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
