import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const region = 'eu-west-1';

/** Where development keeps what isn't committed: databases, the emulator's state, secrets. */
export const localDirectory = process.env.GATEHOUSE_LOCAL_DIRECTORY ?? `${root}.local`;
export const secretsDirectory = `${localDirectory}/secrets`;

/** Every port of the local system; each can be moved by the variable named here. */
export const ports = {
  gateway: port('GATEWAY_PORT', 3000),
  'gateway-management': port('GATEWAY_MANAGEMENT_PORT', 3100),
  'order-service': port('ORDER_SERVICE_PORT', 3001),
  'user-service': port('USER_SERVICE_PORT', 3002),
  'cognito-emulator': port('EMULATOR_PORT', 9500),
  'local-database': port('DATABASE_PORT', 54329),
};

export const portVariables = {
  gateway: 'GATEWAY_PORT',
  'gateway-management': 'GATEWAY_MANAGEMENT_PORT',
  'order-service': 'ORDER_SERVICE_PORT',
  'user-service': 'USER_SERVICE_PORT',
  'cognito-emulator': 'EMULATOR_PORT',
  'local-database': 'DATABASE_PORT',
};

const template = `${root}infra/user-pool/generated/template.json`;
const ids = JSON.parse(readFileSync(`${root}infra/user-pool/generated/local-ids.json`, 'utf8'));

/** The one pool of the template, with its clients by name; derived from the template, so the same everywhere. */
export const pool = Object.values(ids.pools)[0];

/** Clients without a secret: apps in a browser. */
export const publicClients = ['web', 'docs'];

export const gatewayUrl = `http://localhost:${ports.gateway}`;
export const emulatorUrl = `http://localhost:${ports['cognito-emulator']}`;

const internal = (app) => `http://127.0.0.1:${ports[app]}`;
const issuer = {
  COGNITO_ISSUER: `${emulatorUrl}/${pool.id}`,
  COGNITO_JWKS_URI: `${internal('cognito-emulator')}/${pool.id}/.well-known/jwks.json`,
};
const txnTokens = { TXN_TOKEN_JWKS_URI: `${internal('gateway')}/.well-known/txn-token-jwks.json` };

const tokenUrl = `${internal('cognito-emulator')}/oauth2/token`;
/** The emulator asks for AWS credentials where Cognito does, and takes any. */
const emulatorCredentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

/** One key for all apps, so that the same person has the same hash in every log. */
export const securityLogKeyName = 'security-log-key';
const securityLog = process.env.SECURITY_LOG_KEY === undefined && {
  SECURITY_LOG_KEY_FILE: `${secretsDirectory}/${securityLogKeyName}`,
};

/** Kept, so that services needn't learn a new key each time the gateway starts again. */
export const txnTokenKeyName = 'txn-token-private-key';

const common = {
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  NODE_ENV: 'development',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Services in development migrate their database themselves, as its migration role. */
const databaseUrls = (name) => ({
  DATABASE_URL_FILE: `${localDirectory}/postgres/urls/${name}`,
  DATABASE_MIGRATION_URL_FILE: `${localDirectory}/postgres/urls/${name}_migrations`,
});
const client = (name) => ({
  COGNITO_CLIENT_ID: pool.clients[name],
  COGNITO_CLIENT_SECRET_FILE: `${secretsDirectory}/${name}`,
});

/** The environment of each process of the local system: what compose and a deployment give them otherwise. */
export const environments = {
  'local-database': {
    PORT: ports['local-database'],
    DATA_DIRECTORY: `${localDirectory}/postgres`,
    DATABASES: 'orders,users',
  },
  'cognito-emulator': {
    PORT: ports['cognito-emulator'],
    AWS_REGION: region,
    EMULATOR_TEMPLATE: template,
    EMULATOR_DATA_DIR: `${localDirectory}/emulator`,
    EMULATOR_PUBLIC_URL: emulatorUrl,
    EMULATOR_CLIENT_SECRETS_DIR: secretsDirectory,
  },
  'user-service': {
    PORT: ports['user-service'],
    ...securityLog,
    ...databaseUrls('users'),
    ...client('user-service'),
    ...issuer,
    ...txnTokens,
    COGNITO_REGION: region,
    COGNITO_ENDPOINT: internal('cognito-emulator'),
    PEER_CLIENTS: `${pool.clients['order-service']}=order-service`,
    ...emulatorCredentials,
    COGNITO_TOKEN_URL: tokenUrl,
    COGNITO_DOMAIN_URL: emulatorUrl,
    COGNITO_MACHINE_CLIENT_ID: pool.clients['user-service-machine'],
    COGNITO_MACHINE_CLIENT_SECRET_FILE: `${secretsDirectory}/user-service-machine`,
    GATEWAY_MANAGEMENT_URLS: process.env.GATEWAY_MANAGEMENT_URLS ?? internal('gateway-management'),
  },
  'order-service': {
    PORT: ports['order-service'],
    ...securityLog,
    ...databaseUrls('orders'),
    ...client('order-service'),
    ...txnTokens,
    COGNITO_TOKEN_URL: tokenUrl,
    COGNITO_DOMAIN_URL: emulatorUrl,
    USER_SERVICE_URL: internal('user-service'),
  },
  gateway: {
    PORT: ports.gateway,
    ...securityLog,
    ...issuer,
    ...(process.env.TXN_TOKEN_PRIVATE_KEY === undefined && {
      TXN_TOKEN_PRIVATE_KEY_FILE: `${secretsDirectory}/${txnTokenKeyName}`,
    }),
    MANAGEMENT_PORT: ports['gateway-management'],
    MANAGEMENT_CLIENT_IDS: pool.clients['user-service-machine'],
    COGNITO_CLIENT_IDS: ['web', 'docs', 'user-service', 'partner']
      .map((name) => pool.clients[name])
      .join(),
    COGNITO_DOMAIN_URL: emulatorUrl,
    DOCS_CLIENT_ID: pool.clients.docs,
    ORDER_SERVICE_URL: internal('order-service'),
    USER_SERVICE_URL: internal('user-service'),
  },
};

/** The whole environment of one process. */
export function environmentOf(app) {
  return { ...process.env, ...common, ...environments[app] };
}

function port(variable, preset) {
  return Number(process.env[variable] ?? preset);
}
