/**
 * Writes each app's secrets and ids to the app's own directory under /settings, a file a value. A secret that
 * /run/secrets holds wins; what was written before stays; the rest is created. Prints nothing.
 */
import { generateKeyPairSync, randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { callersOf, services } from '../libs/services/src/services.mjs';
import { clientVariablesOf, signInService } from '../tools/compose/services.mjs';

const publicUrl = process.env.COGNITO_PUBLIC_URL;
const [pool] = Object.values(
  JSON.parse(
    readFileSync(new URL('../infra/user-pool/generated/local-ids.json', import.meta.url), 'utf8'),
  ).pools,
);
const issuer = `${publicUrl}/${pool.id}`;
const jwksUri = `http://cognito-emulator:9500/${pool.id}/.well-known/jwks.json`;

const securityLogKey = stored('gateway/security-log-key', 'security-log-key');
stored('gateway/txn-token-private-key', 'txn-token-private-key', () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
);
stored('postgres/postgres-password', 'postgres-password');
stored('cognito-emulator/partner', 'partner-client-secret');

write('gateway/cognito-issuer', issuer);
write('gateway/cognito-jwks-uri', jwksUri);
const { signInClient, machineClient } = signInService;
write('gateway/management-client-ids', pool.clients[machineClient.name]);
write(
  'gateway/cognito-client-ids',
  ['web', 'docs', signInClient, 'partner'].map((name) => pool.clients[name]).join(),
);
write('gateway/docs-client-id', pool.clients.docs);

// One line a database; PostgreSQL's container creates them.
write('postgres/databases', services.map(({ database }) => `${database}\n`).join(''));
for (const service of services) writeService(service);

// Only docker-compose.valkey.yml has one.
if (process.env.VALKEY_HOST) {
  const password = stored('valkey/password', 'valkey-password');
  if (!/^[\x21-\x7e]+$/.test(password)) throw new Error('valkey-password is not plain ASCII.');
  write('valkey/valkey.conf', `requirepass ${JSON.stringify(password)}\n`);
  for (const app of ['gateway', signInService.name]) {
    const url = `redis://:${encodeURIComponent(password)}@${process.env.VALKEY_HOST}:6379`;
    write(`${app}/valkey-url`, url);
  }
}

function writeService(service) {
  const { name, database } = service;
  const password = stored(`postgres/${database}-password`, `${database}-database-password`);
  write(`${name}/database-url`, databaseUrl(database, database, password));
  const owner = `${database}_migrations`;
  const ownerPassword = stored(`postgres/${owner}-password`, `${database}-migrations-password`);
  write(`${name}-migrations/database-migration-url`, databaseUrl(database, owner, ownerPassword));
  // One key for all apps, so that the same person has the same hash in every log.
  write(`${name}/security-log-key`, securityLogKey);

  for (const [prefix, client] of clientVariablesOf(service))
    writeClient(`${name}/${prefix.toLowerCase().replaceAll('_', '-')}`, client);
  const callers = callersOf(name);
  if (service === signInService || callers.length > 0) {
    write(`${name}/cognito-issuer`, issuer);
    write(`${name}/cognito-jwks-uri`, jwksUri);
  }
  if (callers.length > 0) {
    const pairs = callers.map((one) => `${pool.clients[one.machineClient.name]}=${one.name}`);
    write(`${name}/peer-clients`, pairs.join());
  }
  // The emulator requires AWS credentials where Cognito does, and accepts any.
  if (service === signInService) {
    const lines = ['[default]', 'aws_access_key_id = local', 'aws_secret_access_key = local', ''];
    write(`${name}/aws-credentials`, lines.join('\n'));
    stored(`${name}/sealing-key`, 'sealing-key');
    // Without a password; docker-compose.aws.yml names another mail server.
    write(`${name}/smtp-url`, 'smtp://cognito-emulator:9525');
  }
}

function writeClient(path, client) {
  write(`${path}-id`, pool.clients[client]);
  write(`${path}-secret`, stored(`cognito-emulator/${client}`, `${client}-client-secret`));
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
