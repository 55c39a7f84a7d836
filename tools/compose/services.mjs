/** What the Compose files, their secrets and their tests derive from the table of services. */
import { callersOf, services, variablePrefix } from '../../libs/services/src/services.mjs';

/** The service that signs users in, and tells gateways which sessions have ended. */
export const signInService = services.find(({ signInClient }) => signInClient !== undefined);

/** App clients of a service, each with what the service's variables for it begin with. */
export const clientVariablesOf = ({ signInClient, accountClient, machineClient }) =>
  signInClient === undefined
    ? [['COGNITO_CLIENT', machineClient.name]]
    : [
        ['COGNITO_CLIENT', signInClient],
        ['COGNITO_ACCOUNT_CLIENT', accountClient],
        ['COGNITO_MACHINE_CLIENT', machineClient.name],
      ];

/** App clients of a service, the one it signs users in with first. */
export const clientsOf = (service) => clientVariablesOf(service).map(([, client]) => client);

/** The variable that holds a service's address. */
export const urlVariable = (name) => `${variablePrefix(name)}_URL`;

/** Addresses of services in containers, by their variables. */
export const addressesOf = (names) =>
  services
    .filter(({ name }) => names.includes(name))
    .map(({ name, network, port }) => [urlVariable(name), `http://${network}:${port}`]);

/** Whether other services call this one with tokens of their own. */
export const hasCallers = ({ name }) => callersOf(name).length > 0;

/** The secrets of docker-compose.yml, each with the variable that may name a file with it. */
export const secretFiles = [
  ['postgres-password'],
  ...services.flatMap(({ database }) => [
    [`${database}-database-password`],
    [`${database}-migrations-password`],
  ]),
  ...services.flatMap(clientsOf).map((client) => [`${client}-client-secret`]),
  ['partner-client-secret'],
  ['security-log-key'],
  ['sealing-key'],
  ['txn-token-private-key'],
].map(([secret]) => [secret, `${secret.toUpperCase().replaceAll('-', '_')}_FILE`]);

/** Directories of the settings volumes, one for each container that has any. */
export const settingsDirectories = [
  'gateway',
  ...services.flatMap(({ name }) => [name, `${name}-migrations`]),
  'cognito-emulator',
  'postgres',
];
