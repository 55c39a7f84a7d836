/**
 * No Compose file passes a secret as a plain variable, which `docker inspect` and /proc/<pid>/environ would show: secrets
 * are files, named by `NAME_FILE`. Secret are the settings that an app's schema marks as such, and whatever has the name
 * of a secret.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { secretNames } from '@gatehouse/platform-core';
import { migrationConfig } from '@gatehouse/persistence';
import { emulatorConfig } from '../../apps/cognito-emulator/src/config.ts';
import { gatewayConfig } from '../../apps/gateway/src/config.ts';
import { services } from '../../libs/services/src/services.mjs';
import { serviceConfig } from '../reference/service-config.mjs';

/** The emulator's own parser; the one at the top is another tool's and older. */
const emulator = new URL('../../apps/cognito-emulator/package.json', import.meta.url);
const yaml = createRequire(emulator)('yaml');

const serviceConfigs = await Promise.all(services.map(({ name }) => serviceConfig(name)));
const configs = [gatewayConfig, ...serviceConfigs, migrationConfig, emulatorConfig];
const marked = new Set(configs.flatMap(secretNames));
const secretName =
  /SECRET|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_KEY|ACCESS_KEY|API_KEY|CREDENTIALS|DATABASE_URL|MIGRATION_URL|VALKEY_URL|REDIS_URL|_TOKEN$|SESSION_TOKEN/;
/** Names of variables that hold the path of a file or directory. */
const pathName = /_(FILE|DIR)$/;
/** Where containers find such files. */
const secretPath = /^(\/run\/secrets\/|\/settings(\/|$))/;

const isSecret = (name) => !pathName.test(name) && (marked.has(name) || secretName.test(name));

function faultsOf(text) {
  const document = yaml.parse(text, { merge: true });
  return Object.entries(document.services ?? {}).flatMap(([service, definition]) =>
    serviceFaults(definition).map((fault) => `${service}: ${fault}`),
  );
}

function serviceFaults({ environment = {}, env_file: envFile, secrets: _, ...rest }) {
  const variables = Array.isArray(environment)
    ? environment.map((entry) => entry.split(/=(.*)/s, 2))
    : Object.entries(environment);
  return [
    ...(envFile === undefined ? [] : ['env_file passes plain variables']),
    ...variables.flatMap(([name, value]) => variableFaults(name, value)),
    // A value may come from the host's environment under any name.
    ...textsIn([Object.fromEntries(variables), rest]).flatMap(textFaults),
  ];
}

function variableFaults(name, value) {
  // Without a value Compose passes the host's own.
  if (isSecret(name) && value !== '') return [`${name} is passed as a plain variable`];
  const base = name.replace(pathName, '');
  if (base === name || !isSecret(base) || value === '') return [];
  return secretPath.test(value) ? [] : [`${name} is not the path of a secret`];
}

function textFaults(text) {
  const inserted = [...text.matchAll(/\$\{?([A-Za-z_][A-Za-z0-9_]*)/g)].map(([, name]) => name);
  const faults = inserted.filter(isSecret).map((name) => `\${${name}} inserts a secret`);
  return /:\/\/[^/\s]*:[^/@\s]+@/.test(text) ? [...faults, 'a URL holds a password'] : faults;
}

function textsIn(value) {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** A check that finds nothing proves nothing: each of these must be found. */
const mistakes = [
  'environment: { COGNITO_CLIENT_SECRET: abc }',
  'environment: { COGNITO_CLIENT_SECRET: "${ANYTHING}" }',
  'environment: [COGNITO_CLIENT_SECRET=abc]',
  'environment: [TXN_TOKEN_PRIVATE_KEY]',
  'environment: { DATABASE_MIGRATION_URL: }',
  'environment: { VALKEY_URL: redis://valkey:6379 }',
  'environment: { POSTGRES_PASSWORD: abc }',
  'environment: { AWS_SESSION_TOKEN: "${AWS_SESSION_TOKEN:-}" }',
  'environment: { COGNITO_CLIENT_SECRET_FILE: abc }',
  'environment: { ANYTHING: "postgres://role:abc@host/name" }',
  'environment: { ANYTHING: "${ORDER_SERVICE_CLIENT_SECRET:?}" }',
  'command: [serve, --password, $POSTGRES_PASSWORD]',
  'build: { context: ., args: { KEY: "${TXN_TOKEN_PRIVATE_KEY}" } }',
  'labels: { note: "${POSTGRES_PASSWORD}" }',
  'env_file: .env',
];
const faults = mistakes
  .filter((line) => faultsOf(`services: { app: { ${line} } }`).length === 0)
  .map((line) => `the check does not find ${line}`);

const files = readdirSync('.').filter((name) => /^(docker-)?compose.*\.ya?ml$/.test(name));
if (files.length === 0) faults.push('there is no Compose file');
for (const file of files) {
  faults.push(...faultsOf(readFileSync(file, 'utf8')).map((fault) => `${file}: ${fault}`));
}
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
