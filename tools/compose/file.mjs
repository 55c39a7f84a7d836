/** Prints docker-compose.yml, made from the table of services: `node tools/compose/file.mjs`. */
import { services } from '../../libs/services/src/services.mjs';
import {
  addressesOf,
  clientVariablesOf,
  hasCallers,
  secretFiles,
  settingsDirectories,
  signInService,
} from './services.mjs';

const volumeOf = (directory) =>
  directory === 'cognito-emulator' ? 'emulator-settings' : `${directory}-settings`;
const emulatorAddress = 'http://localhost:${EMULATOR_PORT:-9500}';
const list = (names) => names.join(', ');
const variables = (entries) => entries.map(([name, value]) => `      ${name}: ${value}\n`).join('');

const [{ database: someDatabase }] = services;

const issuerVariables = [
  ['COGNITO_ISSUER_FILE', '/settings/cognito-issuer'],
  ['COGNITO_JWKS_URI_FILE', '/settings/cognito-jwks-uri'],
];
const signInVariables = [
  ['COGNITO_REGION', 'eu-west-1'],
  ['COGNITO_ENDPOINT', 'http://cognito-emulator:9500'],
  ['AWS_SHARED_CREDENTIALS_FILE', '/settings/aws-credentials'],
  ['SEALING_KEY_FILE', '/settings/sealing-key'],
  ['SMTP_URL_FILE', '/settings/smtp-url'],
  ['MAIL_FROM', 'Gatehouse <notices@gatehouse.example>'],
  ['GATEWAY_MANAGEMENT_URLS', 'http://gateway-management:3100'],
];

process.stdout
  .write(`# The whole system in containers: \`docker compose up\`. Only the gateway and the emulator answer on the host, on
# loopback. Secrets are created on the first start and stored on volumes; .env may name files with others
# (.env.example). No secret is an environment variable: \`docker inspect\` would show it.
#
# Made by \`npm run generate\` from the table of services (libs/services/src/services.mjs); edit tools/compose/file.mjs.

x-app: &app
  restart: unless-stopped
  read_only: true
  cap_drop: [ALL]
  security_opt: ['no-new-privileges:true']
  stop_grace_period: 30s

# Applies a service's migrations and ends. The service itself never sees the password of the role that owns the schema.
x-migrations: &migrations
  restart: 'no'
  read_only: true
  cap_drop: [ALL]
  security_opt: ['no-new-privileges:true']
  command: [node, app/dist/main.js, migrate]
  healthcheck: { disable: true }
  depends_on:
    postgres: { condition: service_healthy }

services:
  settings:
    build: { context: ., target: settings }
    image: gatehouse/settings
    read_only: true
    cap_drop: [ALL]
    security_opt: ['no-new-privileges:true']
    network_mode: none
    environment:
      COGNITO_PUBLIC_URL: ${emulatorAddress}
    secrets:
${secretFiles.map(([secret]) => `      - ${secret}\n`).join('')}    volumes:
${settingsDirectories.map((directory) => `      - ${volumeOf(directory)}:/settings/${directory}\n`).join('')}
  postgres:
    <<: *app
    build: { context: ., target: postgres }
    image: gatehouse/postgres
    depends_on:
      settings: { condition: service_completed_successfully }
    environment:
      POSTGRES_USER: postgres
      POSTGRES_PASSWORD_FILE: /settings/postgres-password
    volumes:
      - postgres-data:/var/lib/postgresql/data
      - postgres-settings:/settings:ro
    tmpfs: [/tmp, /var/run/postgresql]
    networks: [${list(services.map(({ database }) => `${database}-database`))}]
    healthcheck:
      test: [CMD, pg_isready, -q, -h, 127.0.0.1, -U, ${someDatabase}, -d, ${someDatabase}]
      interval: 2s
      timeout: 3s
      retries: 30

  cognito-emulator:
    <<: *app
    build: { context: ., args: { APP: cognito-emulator } }
    image: gatehouse/cognito-emulator
    depends_on:
      settings: { condition: service_completed_successfully }
    environment:
      PORT: 9500
      # Mail of user-service, which appears in the outbox.
      EMULATOR_SMTP_PORT: 9525
      EMULATOR_PUBLIC_URL: ${emulatorAddress}
      EMULATOR_TEMPLATE: /app/template.json
      EMULATOR_TEMPLATE_PARAMETERS: /app/local-parameters.json
      EMULATOR_DATA_DIR: /data/state
      EMULATOR_CLIENT_SECRETS_DIR: /settings
    volumes:
      - emulator-data:/data
      - emulator-settings:/settings:ro
    ports: ['127.0.0.1:\${EMULATOR_PORT:-9500}:9500']
    networks: [edge, cognito]

${services.map(serviceContainers).join('\n')}
  gateway:
    <<: *app
    build: { context: ., args: { APP: gateway } }
    image: gatehouse/gateway
    depends_on:
${services.map(({ name }) => `      ${name}: { condition: service_healthy }\n`).join('')}    environment:
      PORT: 3000
      SECURITY_LOG_KEY_FILE: /settings/security-log-key
      COGNITO_ISSUER_FILE: /settings/cognito-issuer
      COGNITO_JWKS_URI_FILE: /settings/cognito-jwks-uri
      COGNITO_CLIENT_IDS_FILE: /settings/cognito-client-ids
      # What production leaves out: the page of the API at /docs.
      GATEWAY_DOCS: 'on'
      DOCS_CLIENT_ID_FILE: /settings/docs-client-id
      COGNITO_DOMAIN_URL: ${emulatorAddress}
${variables(addressesOf(services.map(({ name }) => name)))}      TXN_TOKEN_PRIVATE_KEY_FILE: /settings/txn-token-private-key
      MANAGEMENT_HOST: gateway-management
      MANAGEMENT_CLIENT_IDS_FILE: /settings/management-client-ids
    volumes: ['gateway-settings:/settings:ro']
    ports: ['127.0.0.1:\${GATEWAY_PORT:-3000}:3000']
    networks:
      edge: {}
${services.map(({ network }) => `      ${network}: {}\n`).join('')}      management: { aliases: [gateway-management] }
      cognito: {}

# One network for each port that is not public, with the containers that call it. A service listens on the address that
# its alias names there (HOST), so its other networks do not reach the port. docs/how-to/run-in-containers.md lists who
# reaches what.
networks:
  edge: {}
${services.map(({ network }) => `  ${network}: { internal: true }\n`).join('')}  management: { internal: true }
  cognito: { internal: true }
${services.map(({ database }) => `  ${database}-database: { internal: true }\n`).join('')}
volumes:
  postgres-data: {}
  emulator-data: {}
${settingsDirectories.map((directory) => `  ${volumeOf(directory)}: {}\n`).join('')}
# An empty file stands for a secret that is to be created.
secrets:
${secretFiles.map(secretEntry).join('')}`);

function serviceContainers(service) {
  const { name, database, port, network, peers } = service;
  const databaseNetwork = `${database}-database`;
  const isSignInService = service === signInService;
  return `  ${name}-migrations:
    <<: *migrations
    build: { context: ., args: { APP: ${name} } }
    image: gatehouse/${name}
    environment:
      DATABASE_MIGRATION_URL_FILE: /settings/database-migration-url
      DATABASE_RUNTIME_ROLE: ${database}
    volumes: ['${name}-migrations-settings:/settings:ro']
    networks: [${databaseNetwork}]

  ${name}:
    <<: *app
    build: { context: ., args: { APP: ${name} } }
    image: gatehouse/${name}
    depends_on:
      ${name}-migrations: { condition: service_completed_successfully }
${peers.map((peer) => `      ${peer}: { condition: service_healthy }\n`).join('')}    environment:
      HOST: ${network}
      PORT: ${port}
      SECURITY_LOG_KEY_FILE: /settings/security-log-key
      DATABASE_URL_FILE: /settings/database-url
      TXN_TOKEN_JWKS_URI: http://gateway:3000/.well-known/txn-token-jwks.json
      COGNITO_TOKEN_URL: http://cognito-emulator:9500/oauth2/token
      COGNITO_DOMAIN_URL: ${emulatorAddress}
${variables([
  ...clientVariablesOf(service).flatMap(([prefix]) => clientFiles(prefix)),
  ...(isSignInService ? signInVariables : []),
  ...(isSignInService || hasCallers(service) ? issuerVariables : []),
  ...(hasCallers(service) ? [['PEER_CLIENTS_FILE', '/settings/peer-clients']] : []),
  ...addressesOf(peers),
])}    volumes: ['${name}-settings:/settings:ro']
    networks:
      ${network}: { aliases: [${network}] }
${services
  .filter((peer) => peers.includes(peer.name))
  .map((peer) => `      ${peer.network}: {}\n`)
  .join('')}${isSignInService ? '      management: {}\n' : ''}      ${databaseNetwork}: {}
      cognito: {}
`;
}

/** The files with a client's id and secret. */
function clientFiles(prefix) {
  const file = `/settings/${prefix.toLowerCase().replaceAll('_', '-')}`;
  return [
    [`${prefix}_ID_FILE`, `${file}-id`],
    [`${prefix}_SECRET_FILE`, `${file}-secret`],
  ];
}

function secretEntry([secret, variable]) {
  const file = `{ file: '\${${variable}:-./docker/no-secret}' }`;
  const line = `  ${secret}: ${file}\n`;
  return line.length > 101 ? `  ${secret}:\n    ${file}\n` : line;
}
