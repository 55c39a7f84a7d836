/** The variables of the Compose files, which `docker compose` reads from the environment or from .env. */
import { readFileSync } from 'node:fs';
import { services, variablePrefix } from '../../libs/services/src/services.mjs';
import { clientsOf } from '../compose/services.mjs';

const root = new URL('../../', import.meta.url);
const withEmulator = ['docker-compose.yml', 'docker-compose.valkey.yml'];
const withAws = ['docker-compose.aws.yml'];

const ofDatabase = ({ database }) => [
  [
    `${variablePrefix(database)}_DATABASE_PASSWORD_FILE`,
    `The password of the role \`${database}\`.`,
  ],
  [
    `${variablePrefix(database)}_MIGRATIONS_PASSWORD_FILE`,
    `The password of the role \`${database}_migrations\`.`,
  ],
];
const ofClient = (client) => [
  [`${variablePrefix(client)}_CLIENT_ID`, `The id of the app client \`${client}\`.`],
  [`${variablePrefix(client)}_CLIENT_SECRET_FILE`, `The secret of the app client \`${client}\`.`],
];

const descriptions = {
  ...Object.fromEntries(services.flatMap(ofDatabase)),
  ...Object.fromEntries(services.flatMap(clientsOf).flatMap(ofClient)),
  EMULATOR_PORT: "The emulator's port on this machine.",
  GATEWAY_PORT: "The gateway's port on this machine.",
  PARTNER_CLIENT_SECRET_FILE: 'The secret of the app client `partner`.',
  POSTGRES_PASSWORD_FILE: "The password of PostgreSQL's superuser.",
  SEALING_KEY_FILE: "user-service's `SEALING_KEY`.",
  SECURITY_LOG_KEY_FILE: 'The `SECURITY_LOG_KEY` of all apps.',
  TXN_TOKEN_PRIVATE_KEY_FILE: "The gateway's `TXN_TOKEN_PRIVATE_KEY`.",
  VALKEY_PASSWORD_FILE: 'The password of Valkey: printable ASCII.',
  AWS_CREDENTIALS_FILE: "An AWS credentials file for Cognito's API. Absent: the host has a role.",
  COGNITO_CLIENT_IDS: "The gateway's `COGNITO_CLIENT_IDS`.",
  COGNITO_DOMAIN_URL: 'The `COGNITO_DOMAIN_URL` of the gateway and the services.',
  COGNITO_ISSUER: 'The `COGNITO_ISSUER` of the gateway and user-service.',
  COGNITO_REGION: "user-service's `COGNITO_REGION`.",
  MAIL_FROM: "user-service's `MAIL_FROM`.",
  SMTP_URL_FILE: "user-service's `SMTP_URL`. Absent: no notices are sent.",
  COGNITO_TOKEN_URL: 'The `COGNITO_TOKEN_URL` of the services.',
  DOCS_CLIENT_ID: "The gateway's `DOCS_CLIENT_ID`.",
  GATEWAY_DOCS: "The gateway's `GATEWAY_DOCS`.",
  STAFF_ACR_VALUES: 'The `STAFF_ACR_VALUES` of the services. Absent: their default.',
  STAFF_MAX_AUTH_AGE_SECONDS:
    'The `STAFF_MAX_AUTH_AGE_SECONDS` of the services. Absent: their default.',
};

export const composeSettings = settingsOf(withEmulator);
export const awsComposeSettings = settingsOf(withAws);

const names = new Set([...composeSettings, ...awsComposeSettings].map(({ name }) => name));
for (const name of Object.keys(descriptions)) {
  if (!names.has(name)) throw new Error(`no Compose file has ${name}`);
}

/** Name, default and whether it is required come from the files; a variable without a description fails. */
function settingsOf(files) {
  const uses = files.flatMap((file) => [
    ...readFileSync(new URL(file, root), 'utf8').matchAll(
      /\$\{(?<name>[A-Z_]+)(?<operator>:-|:\?)?(?<word>[^}]*)\}/g,
    ),
  ]);
  const byName = new Map(uses.map(({ groups }) => [groups.name, groups]));
  return [...byName]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { operator, word }]) => ({
      name,
      ...typeOf(name),
      ...defaultOf(operator, word),
      required: operator === ':?' ? 'yes' : 'no',
      description: descriptions[name],
    }));
}

/** The file holds the secret; its path is none. */
function typeOf(name) {
  if (name.endsWith('_FILE')) return { type: 'path of a file with the secret', isSecret: false };
  return { type: name.endsWith('_PORT') ? 'port' : 'text', isSecret: false };
}

/** An empty file stands for a secret that is to be created. */
function defaultOf(operator, word) {
  if (operator !== ':-' || word === '' || word.endsWith('/no-secret')) return {};
  return { default: word };
}
