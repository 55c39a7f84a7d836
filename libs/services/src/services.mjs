/**
 * The table of services: the one place where a service behind the gateway is registered. The dev runner, the Compose
 * files, the gateway's routes, the app clients of the user pool, lint and the reference pages are made from it or checked
 * against it. Plain JavaScript, so that ESLint and the tools read it without a build.
 */

/**
 * Who gets through the gateway: `authenticated`, any verified caller; `account`, users, with a response that survives
 * the end of the session that the request ends; or anyone, on exactly the given paths under the prefix.
 *
 * @typedef {'authenticated' | 'account' | { readonly publicPaths: readonly string[] }} Access
 */

/**
 * @typedef {object} Route
 * @property {string} prefix First path segment, which the service serves and no other does.
 * @property {Access} access
 */

/**
 * @typedef {object} Service
 * @property {string} name Name of the app, of its folder and container, and the audience of Txn-Tokens for it.
 * @property {number} port Where it listens in development and in its container.
 * @property {string} database Its own database, which is the name of the database's runtime role too.
 * @property {string} network The internal network of those that call it, and its alias there.
 * @property {readonly Route[]} routes What the gateway forwards to it.
 * @property {readonly string[]} peers Services that it calls directly, with the token of its machine client.
 * @property {{ readonly name: string, readonly scopes: readonly string[] }} machineClient
 *   App client for its own tokens, by client credentials, with the scopes it may request.
 * @property {string} [signInClient] App client with which it signs users in, for the one service that does so.
 * @property {string} [accountClient] App client whose tokens change a user's own account at Cognito, for that same
 *   service. No other client's access tokens keep the scope `aws.cognito.signin.user.admin`, and the service hands these
 *   to no caller (docs/decisions/0015-the-account-client.md).
 */

/** @satisfies {readonly Service[]} */
export const services = /** @type {const} */ ([
  {
    name: 'order-service',
    port: 3001,
    database: 'orders',
    network: 'orders-api',
    routes: [{ prefix: 'orders', access: 'authenticated' }],
    peers: ['user-service'],
    machineClient: { name: 'order-service', scopes: ['users/read', 'users/erase'] },
  },
  {
    name: 'user-service',
    port: 3002,
    database: 'users',
    network: 'users-api',
    routes: [
      {
        prefix: 'auth',
        access: {
          publicPaths: [
            'sign-up',
            'confirm',
            'resend-code',
            'token',
            'challenge',
            'refresh',
            'forgot-password',
            'reset-password',
          ],
        },
      },
      { prefix: 'account', access: 'account' },
      { prefix: 'users', access: 'authenticated' },
    ],
    peers: [],
    machineClient: { name: 'user-service-machine', scopes: ['gateway/revoke'] },
    signInClient: 'user-service',
    accountClient: 'account',
  },
]);

/** @typedef {(typeof services)[number]['name']} ServiceName */

/** @type {readonly Service[]} */
const rows = services;

/**
 * `order-service` as `ORDER_SERVICE`.
 *
 * @template {string} Name
 * @typedef {Name extends `${infer First}-${infer Rest}`
 *   ? `${Uppercase<First>}_${VariablePrefix<Rest>}`
 *   : Uppercase<Name>} VariablePrefix
 */

/**
 * What the environment variables of a service or an app client begin with.
 *
 * @template {string} Name
 * @param {Name} name
 * @returns {VariablePrefix<Name>}
 */
export function variablePrefix(name) {
  return /** @type {VariablePrefix<Name>} */ (name.toUpperCase().replaceAll('-', '_'));
}

/**
 * The service of that name.
 *
 * @param {string} name
 * @returns {Service}
 * @throws {Error} There is none.
 */
export function serviceNamed(name) {
  const found = rows.find((service) => service.name === name);
  if (found === undefined) throw new Error(`the table of services has no ${name}`);
  return found;
}

/**
 * The services that call a service directly, each by its own token.
 *
 * @param {string} name
 * @returns {readonly Service[]}
 */
export function callersOf(name) {
  return rows.filter(({ peers }) => peers.includes(name));
}
