/** Prints docker-compose.aws.yml, made from the table of services: `node tools/compose/aws-file.mjs`. */
import { callersOf, services, variablePrefix } from '../../libs/services/src/services.mjs';
import { clientsOf, clientVariablesOf, hasCallers, signInService } from './services.mjs';

const issuerVariables = `      COGNITO_ISSUER: \${COGNITO_ISSUER:?}
      COGNITO_ISSUER_FILE: ''
      COGNITO_JWKS_URI_FILE: ''
`;
const signInVariables = `      COGNITO_REGION: \${COGNITO_REGION:?}
      COGNITO_ENDPOINT: ''
      # Empty where no notices are sent.
      SMTP_URL_FILE: /run/secrets/smtp-url
      MAIL_FROM: \${MAIL_FROM:-}
      # Empty where the host has a role.
      AWS_SHARED_CREDENTIALS_FILE: /run/secrets/aws-credentials
`;
const staffVariables = `      # Empty: a second factor, at most half a day ago.
      STAFF_ACR_VALUES: \${STAFF_ACR_VALUES:-}
      STAFF_MAX_AUTH_AGE_SECONDS: \${STAFF_MAX_AUTH_AGE_SECONDS:-}
`;
const machineId = `\${${variablePrefix(signInService.machineClient.name)}_CLIENT_ID:?}`;

process.stdout
  .write(`# The system against a real Cognito pool: \`docker compose -f docker-compose.yml -f docker-compose.aws.yml up\`, with
# the variables named here in the environment or in .env. Secrets are files; the variables name them. The emulator stays
# away.
#
# Made by \`npm run generate\` from the table of services (libs/services/src/services.mjs); edit tools/compose/aws-file.mjs.

services:
  cognito-emulator:
    profiles: [emulator]

${services.map(serviceContainer).join('\n')}
  gateway:
    environment:
      COGNITO_ISSUER: \${COGNITO_ISSUER:?}
      COGNITO_ISSUER_FILE: ''
      COGNITO_JWKS_URI_FILE: ''
      COGNITO_CLIENT_IDS: \${COGNITO_CLIENT_IDS:?}
      COGNITO_CLIENT_IDS_FILE: ''
      GATEWAY_DOCS: \${GATEWAY_DOCS:-off}
      DOCS_CLIENT_ID: \${DOCS_CLIENT_ID:-}
      DOCS_CLIENT_ID_FILE: ''
      COGNITO_DOMAIN_URL: \${COGNITO_DOMAIN_URL:-}
      MANAGEMENT_CLIENT_IDS: ${machineId}
      MANAGEMENT_CLIENT_IDS_FILE: ''

networks:
  egress: {}

secrets:
${services
  .flatMap(clientsOf)
  .map(
    (client) =>
      `  cognito-${client}: { file: '\${${variablePrefix(client)}_CLIENT_SECRET_FILE:?}' }\n`,
  )
  .join('')}  aws-credentials: { file: '\${AWS_CREDENTIALS_FILE:-./docker/no-secret}' }
  smtp-url: { file: '\${SMTP_URL_FILE:-./docker/no-secret}' }
  # The pool's secrets are for the services alone, so they are not copied to the volumes.
${services
  .flatMap(clientsOf)
  .map((client) => `  ${client}-client-secret: { file: ./docker/no-secret }\n`)
  .join('')}`);

function serviceContainer(service) {
  const { name } = service;
  const secrets = [
    ...clientsOf(service).map((client) => `cognito-${client}`),
    ...(service === signInService ? ['aws-credentials', 'smtp-url'] : []),
  ];
  return `  ${name}:
    environment:
      COGNITO_TOKEN_URL: \${COGNITO_TOKEN_URL:?}
      COGNITO_DOMAIN_URL: \${COGNITO_DOMAIN_URL:-}
${staffVariables}${clientVariablesOf(service).map(clientVariables).join('')}${service === signInService ? signInVariables : ''}${
    service === signInService || hasCallers(service) ? issuerVariables : ''
  }${hasCallers(service) ? peerVariables(name) : ''}    secrets:
${secrets.map((secret) => `      - ${secret}\n`).join('')}    networks: { egress: {} }
`;
}

function clientVariables([prefix, client]) {
  return `      ${prefix}_ID: \${${variablePrefix(client)}_CLIENT_ID:?}
      ${prefix}_ID_FILE: ''
      ${prefix}_SECRET_FILE: /run/secrets/cognito-${client}
`;
}

function peerVariables(name) {
  const pairs = callersOf(name).map(
    (caller) => `\${${variablePrefix(caller.machineClient.name)}_CLIENT_ID:?}=${caller.name}`,
  );
  return `      PEER_CLIENTS: ${pairs.join()}
      PEER_CLIENTS_FILE: ''
`;
}
