/**
 * Writes each app's secrets and ids to the app's own directory under /settings, a file a value. A secret that
 * /run/secrets holds wins; what was written before stays; the rest is created. Prints nothing.
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
  'user-service': stored('cognito-emulator/user-service', 'user-service-client-secret'),
  'order-service': stored('cognito-emulator/order-service', 'order-service-client-secret'),
};
stored('cognito-emulator/partner', 'partner-client-secret');
const machineSecret = stored(
  'cognito-emulator/user-service-machine',
  'user-service-machine-client-secret',
);
stored('postgres/postgres-password', 'postgres-password');

for (const [service, database] of [
  ['order-service', 'orders'],
  ['user-service', 'users'],
]) {
  const password = stored(`postgres/${database}-password`, `${database}-database-password`);
  write(`${service}/database-url`, databaseUrl(database, database, password));
  const owner = `${database}_migrations`;
  const ownerPassword = stored(`postgres/${owner}-password`, `${database}-migrations-password`);
  write(
    `${service}-migrations/database-migration-url`,
    databaseUrl(database, owner, ownerPassword),
  );
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
// The emulator requires AWS credentials where Cognito does, and accepts any.
write(
  'user-service/aws-credentials',
  '[default]\naws_access_key_id = local\naws_secret_access_key = local\n',
);
write('user-service/peer-clients', `${pool.clients['order-service']}=order-service`);
write(
  'gateway/cognito-client-ids',
  ['web', 'docs', 'user-service', 'partner'].map((name) => pool.clients[name]).join(),
);
write('gateway/docs-client-id', pool.clients.docs);
// One key for all apps, so that the same person has the same hash in every log.
const securityLogKey = stored('gateway/security-log-key', 'security-log-key');
for (const app of ['order-service', 'user-service'])
  write(`${app}/security-log-key`, securityLogKey);
stored('gateway/txn-token-private-key', 'txn-token-private-key', () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
);

// Only docker-compose.valkey.yml has one.
if (process.env.VALKEY_HOST) {
  const password = stored('valkey/password', 'valkey-password');
  if (!/^[\x21-\x7e]+$/.test(password)) throw new Error('valkey-password is not plain ASCII.');
  write('valkey/valkey.conf', `requirepass ${JSON.stringify(password)}\n`);
  for (const app of ['gateway', 'user-service']) {
    const url = `redis://:${encodeURIComponent(password)}@${process.env.VALKEY_HOST}:6379`;
    write(`${app}/valkey-url`, url);
  }
}

function stored(file, secret, create = randomSecret) {
  const given = readFileSync(`/run/secrets/${secret}`, 'utf8').trimEnd();
  if (given !== '') write(file, given);
  else if (!existsSync(pathOf(file))) write(file, create());
  return readFileSync(pathOf(file), 'utf8');
}

function databaseUrl(database, role, password) {
  return `postgres://${role}:${encodeURIComponent(password)}@postgres:5432/${database}`;
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
