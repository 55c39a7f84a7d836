import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { callersOf, services, variablePrefix } from '../../libs/services/src/services.mjs';
import { clientVariablesOf } from '../compose/services.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const region = 'eu-west-1';

/** Where development keeps what isn't committed: databases, the emulator's state, secrets. */
export const localDirectory = process.env.GATEHOUSE_LOCAL_DIRECTORY || `${root}.local`;
export const secretsDirectory = `${localDirectory}/secrets`;

const defaultPorts = {
  gateway: 3000,
  'gateway-management': 3100,
  ...Object.fromEntries(services.map(({ name, port: own }) => [name, own])),
  'cognito-emulator': 9500,
  'cognito-emulator-smtp': 9525,
  'local-database': 54329,
};

/** The variable that moves the port of each process of the local system. */
export const portVariables = {
  gateway: 'GATEWAY_PORT',
  'gateway-management': 'GATEWAY_MANAGEMENT_PORT',
  ...Object.fromEntries(services.map(({ name }) => [name, `${variablePrefix(name)}_PORT`])),
  'cognito-emulator': 'EMULATOR_PORT',
  'cognito-emulator-smtp': 'EMULATOR_SMTP_PORT',
  'local-database': 'DATABASE_PORT',
};

/** Every port of the local system. */
export const ports = Object.fromEntries(
  Object.entries(portVariables).map(([app, variable]) => [app, port(variable, defaultPorts[app])]),
);

const defaultLogLevel = 'warn';

/** The variables of the local system's tools. docs/reference/settings.md is generated from this list. */
export const localSettings = [
  {
    name: 'GATEHOUSE_LOCAL_DIRECTORY',
    type: 'path',
    default: '.local',
    isSecret: false,
    description: "The directory of databases, the emulator's state and secrets.",
  },
  ...Object.entries(portVariables).map(([app, name]) => ({
    name,
    type: 'port',
    default: String(defaultPorts[app]),
    isSecret: false,
    description: `The port of ${app}.`,
  })),
  {
    name: 'GATEHOUSE_MFA',
    type: '`optional` or `required`',
    default: 'optional',
    isSecret: false,
    description:
      'The user pool of the emulator: users may have a second factor, or must set one up; then devices are remembered.',
  },
  {
    name: 'LOG_LEVEL',
    type: 'Pino level',
    default: defaultLogLevel,
    isSecret: false,
    description: 'Least level of the lines in the log of every process.',
  },
];

const templates = { optional: 'template.json', required: 'required-mfa-template.json' };
const template = `${root}infra/user-pool/generated/${templateName(process.env.GATEHOUSE_MFA)}`;
/** Senders of email and SMS, without which the pool has no factors that send codes. */
const templateParameters = `${root}infra/user-pool/local-parameters.json`;
/** The ids that follow from either template, which the settings of every process are made with. */
export const idsFile = `${root}infra/user-pool/generated/local-ids.json`;
const ids = JSON.parse(readFileSync(idsFile, 'utf8'));

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

/** Kept, so that a sign-in goes on where a restart of user-service interrupts it. */
export const sealingKeyName = 'sealing-key';

/** Kept, so that services needn't learn a new key each time the gateway starts again. */
export const txnTokenKeyName = 'txn-token-private-key';

const common = {
  LOG_LEVEL: process.env.LOG_LEVEL || defaultLogLevel,
  NODE_ENV: 'development',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Services in development migrate their database themselves, as its migration role. */
const databaseUrls = (name) => ({
  DATABASE_URL_FILE: `${localDirectory}/postgres/urls/${name}`,
  DATABASE_MIGRATION_URL_FILE: `${localDirectory}/postgres/urls/${name}_migrations`,
});
const client = ([variables, name]) => ({
  [`${variables}_ID`]: pool.clients[name],
  [`${variables}_SECRET_FILE`]: `${secretsDirectory}/${name}`,
});

/** The addresses of services, by the variables that name them. */
const addressesOf = (names) =>
  Object.fromEntries(names.map((name) => [`${variablePrefix(name)}_URL`, internal(name)]));

/** The clients whose tokens a service accepts from its callers, with the callers' names. */
const peerClientsOf = (name) =>
  callersOf(name)
    .map((caller) => `${pool.clients[caller.machineClient.name]}=${caller.name}`)
    .join();

/** What every service has, by its row in the table of services. */
const serviceEnvironment = (service) => ({
  PORT: ports[service.name],
  ...securityLog,
  ...databaseUrls(service.database),
  ...txnTokens,
  COGNITO_TOKEN_URL: tokenUrl,
  COGNITO_DOMAIN_URL: emulatorUrl,
  ...Object.assign({}, ...clientVariablesOf(service).map(client)),
  ...addressesOf(service.peers),
  ...peerEnvironment(service),
});

const peerEnvironment = ({ name }) =>
  peerClientsOf(name) === '' ? {} : { ...issuer, PEER_CLIENTS: peerClientsOf(name) };

/** What the service that signs users in has besides. */
const signInEnvironment = {
  ...issuer,
  COGNITO_REGION: region,
  COGNITO_ENDPOINT: internal('cognito-emulator'),
  ...emulatorCredentials,
  ...(process.env.SEALING_KEY === undefined && {
    SEALING_KEY_FILE: `${secretsDirectory}/${sealingKeyName}`,
  }),
  // Notices arrive in the emulator's outbox, unless another mail server is named.
  ...((process.env.SMTP_URL ?? process.env.SMTP_URL_FILE) === undefined && {
    SMTP_URL: `smtp://127.0.0.1:${ports['cognito-emulator-smtp']}`,
    MAIL_FROM: 'Gatehouse <notices@gatehouse.example>',
  }),
  GATEWAY_MANAGEMENT_URLS: process.env.GATEWAY_MANAGEMENT_URLS ?? internal('gateway-management'),
};
const signInService = services.find(({ signInClient }) => signInClient !== undefined);

/** The environment of each process of the local system: what compose and a deployment give them otherwise. */
export const environments = {
  'local-database': {
    PORT: ports['local-database'],
    DATA_DIRECTORY: `${localDirectory}/postgres`,
    DATABASES: services.map(({ database }) => database).join(),
  },
  'cognito-emulator': {
    PORT: ports['cognito-emulator'],
    AWS_REGION: region,
    EMULATOR_SMTP_PORT: ports['cognito-emulator-smtp'],
    EMULATOR_TEMPLATE: template,
    EMULATOR_TEMPLATE_PARAMETERS: templateParameters,
    EMULATOR_DATA_DIR: `${localDirectory}/emulator`,
    EMULATOR_PUBLIC_URL: emulatorUrl,
    EMULATOR_CLIENT_SECRETS_DIR: secretsDirectory,
  },
  ...Object.fromEntries(
    services.map((service) => [
      service.name,
      { ...serviceEnvironment(service), ...(service === signInService ? signInEnvironment : {}) },
    ]),
  ),
  gateway: {
    PORT: ports.gateway,
    ...securityLog,
    ...issuer,
    ...(process.env.TXN_TOKEN_PRIVATE_KEY === undefined && {
      TXN_TOKEN_PRIVATE_KEY_FILE: `${secretsDirectory}/${txnTokenKeyName}`,
    }),
    MANAGEMENT_PORT: ports['gateway-management'],
    MANAGEMENT_CLIENT_IDS: pool.clients[signInService.machineClient.name],
    COGNITO_CLIENT_IDS: ['web', 'docs', signInService.signInClient, 'partner']
      .map((name) => pool.clients[name])
      .join(),
    COGNITO_DOMAIN_URL: emulatorUrl,
    DOCS_CLIENT_ID: pool.clients.docs,
    ...addressesOf(services.map(({ name }) => name)),
  },
};

/** The whole environment of one process. */
export function environmentOf(app) {
  return { ...process.env, ...common, ...environments[app] };
}

function templateName(mfa = 'optional') {
  if (Object.hasOwn(templates, mfa)) return templates[mfa];
  console.error('GATEHOUSE_MFA must be optional or required.');
  process.exit(1);
}

/** Ports are also in addresses that other processes use, so none is left to the system. */
function port(variable, preset) {
  const text = process.env[variable] || String(preset);
  if (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 65_535) return Number(text);
  console.error(`${variable} must be a whole number from 1 to 65535.`);
  process.exit(1);
}
