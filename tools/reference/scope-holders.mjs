/** Who holds which scope: groups by the table of entitlements, app clients by the user pool's template. */
import { readFileSync } from 'node:fs';
import { entitlements, groups, scopeVocabulary, staffScopes } from '@gatehouse/contracts';
import { services } from '../../libs/services/src/services.mjs';
import { environments, pool } from '../local/settings.mjs';
import { cell, code, list, table } from './markdown.mjs';

const file = new URL('../../infra/user-pool/generated/template.json', import.meta.url);
const clients = Object.values(JSON.parse(readFileSync(file, 'utf8')).Resources)
  .filter(({ Type }) => Type === 'AWS::Cognito::UserPoolClient')
  .map(({ Properties }) => Properties)
  .sort((a, b) => (a.ClientName < b.ClientName ? -1 : 1));

const selfServiceScope = 'aws.cognito.signin.user.admin';
const accountClients = services.flatMap(({ accountClient }) => accountClient ?? []);

/** One row a scope. */
export function scopesSection() {
  const heads = ['Scope', 'Lets its holder', 'Users', 'Machines'];
  const rows = Object.values(scopeVocabulary).map(([scope, meaning]) => [
    code(scope),
    meaning,
    cell(usersWith(scope)),
    cell(list(clients.filter((client) => givesMachines(client, scope)).map(nameOf), 'and')),
  ]);
  return `## Who holds which scope

Users by their groups ([entitlements](../../libs/contracts/src/entitlements.ts), which the user pool's trigger applies to every
token), machines by their app client. Cognito's own scope \`${selfServiceScope}\` is in ${holdersOfSelfService()}
([why](../decisions/0015-the-account-client.md)).

${table(heads, rows)}
`;
}

/** One row an app client. */
export function clientsSection() {
  const heads = ['App client', 'Grants', 'Scopes', 'Taken by'];
  const rows = clients.map((client) => [
    code(client.ClientName),
    cell(grantsOf(client).join(', ')),
    scopesOf(client),
    cell(takenBy(client).join(', ')),
  ]);
  return `## App clients

Those of the [user pool](../../infra/user-pool/README.md). What a client may ask for a user gets only as far as the user is
entitled to it. A sign-in by API asks for nothing and gets all of that, except at ${list(accountClients, 'and')}, whose
tokens get no scope of this vocabulary.

${table(heads, rows)}
`;
}

/** A client for applications lists the scope only in a pool that allows it. */
function holdersOfSelfService() {
  const isAllowed = clients.some(
    ({ ClientName: name, AllowedOAuthScopes = [] }) =>
      !accountClients.includes(name) && AllowedOAuthScopes.includes(selfServiceScope),
  );
  return isAllowed
    ? 'every token of a sign-in by API'
    : `tokens of ${list(accountClients, 'and')} alone: the trigger suppresses it in all others`;
}

function usersWith(scope) {
  if (entitlements.everyone.includes(scope)) return 'every user';
  const holding = groups.filter((group) => entitlements.byGroup[group].includes(scope));
  const demand = staffScopes.includes(scope) ? ', after a staff sign-in' : '';
  return list(holding, 'and') + demand;
}

function givesMachines({ AllowedOAuthFlows = [], AllowedOAuthScopes = [] }, scope) {
  return AllowedOAuthFlows.includes('client_credentials') && AllowedOAuthScopes.includes(scope);
}

function grantsOf({ AllowedOAuthFlows = [], ExplicitAuthFlows = [] }) {
  const names = { code: 'authorization code', client_credentials: 'client credentials' };
  const oauth = AllowedOAuthFlows.map((flow) => names[flow] ?? flow);
  // The refresh of a client that nobody signs in with is no sign-in.
  const api = ExplicitAuthFlows.filter((flow) => flow !== 'ALLOW_REFRESH_TOKEN_AUTH');
  return [...oauth, ...api.map((flow) => `API sign-in (${code(flow.replace(/^ALLOW_/, ''))})`)];
}

function scopesOf({ AllowedOAuthScopes = [] }) {
  if (AllowedOAuthScopes.length === 0) return 'what the user is entitled to';
  return [...AllowedOAuthScopes].sort().map(code).join(', ');
}

function takenBy({ ClientName: name }) {
  const id = pool.clients[name];
  const has = (ids = '') => ids.split(',').includes(id);
  const { COGNITO_CLIENT_IDS, MANAGEMENT_CLIENT_IDS } = environments.gateway;
  const peerOf = Object.entries(environments)
    .filter(([, { PEER_CLIENTS = '' }]) =>
      PEER_CLIENTS.split(',').some((pair) => pair.startsWith(`${id}=`)),
    )
    .map(([service]) => `${service} (as a peer)`);
  return [
    ...(has(COGNITO_CLIENT_IDS) ? ['gateway'] : []),
    ...(has(MANAGEMENT_CLIENT_IDS) ? ['management port'] : []),
    ...(accountClients.includes(name) ? ["Cognito's API"] : []),
    ...peerOf,
  ];
}

function nameOf({ ClientName: name }) {
  return name;
}
