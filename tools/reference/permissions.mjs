/** Prints the permission matrix: every route there is and who may call it, and who holds which scope. */
import { elevatedRightsIn } from '@gatehouse/auth-nest';
import { staffGroups, staffScopes } from '@gatehouse/contracts';
import { allowedMethods, healthPaths } from '@gatehouse/platform-nest';
import { callersOf, services } from '../../libs/services/src/services.mjs';
import { cell, code, list, table } from './markdown.mjs';
import { clientsSection, scopesSection } from './scope-holders.mjs';
import { withApp } from './started-apps.mjs';

const routesOf = (app) => withApp(app, ({ routes }) => routes.sort(byPath));
const gateway = await routesOf('gateway');
const management = await routesOf('management');
const routesOfServices = {};
for (const { name } of services) routesOfServices[name] = await routesOf(name);

process.stdout.write(`# Permissions

Every route of every app and who may call it. Made by \`npm run permissions\` from the metadata that the guards themselves
read, in the apps' real modules; what isn't declared there isn't allowed. CI fails when this page is stale, so a change in
rights is seen in review.

- **anyone**: no credentials are looked at. **user**: a person, by the access token of a sign-in. **machine**: an app client
  that acts for itself, by client credentials.
- **peer**: a service of this system that calls the other directly, with its own access token. Its scopes count; the user it
  acts for limits what it sees. _peer for a user_: only while it acts for one.
- **Staff sign-in**: a user's scope counts only after a sign-in of one of the levels in \`STAFF_ACR_VALUES\`, at most
  \`STAFF_MAX_AUTH_AGE_SECONDS\` ago ([which](../how-to/accounts.md#require-a-second-factor-for-staff)). Until then the user does not
  hold it, and a route that requires it returns 401 with the sign-in it needs. Machines need none.
- **Scopes**: all of them, unless "or" stands between. **Groups**: membership in one. **Step-up**: how well, or how recently,
  the user must have signed in. "–" demands nothing.
- Whoever isn't let in gets 401 (no proof, or none that is good) or 403 (good, and not enough). Rows have owners besides:
  what isn't yours doesn't exist for you.
- Peers and clients are those of [development](../../tools/local/settings.mjs); a deployment names its own in
  \`PEER_CLIENTS\`, \`COGNITO_CLIENT_IDS\` and \`MANAGEMENT_CLIENT_IDS\`.

## gateway

What callers reach. A route of a service demands what its own table says besides. \`*\` is any
of ${allowedMethods.join(', ')}.

${routesTable(gateway)}

### gateway, management port

Closed unless \`MANAGEMENT_CLIENT_IDS\` names machine clients; callers don't reach it.

${routesTable(management)}

${Object.entries(routesOfServices).map(serviceSection).join('\n')}
## Outside the guards

The probes of each app and of the management port tell nothing but names and states
([why](../decisions/0004-probes-outside-guards.md)): ${[healthPaths.live, ...healthPaths.ready].map((path) => code(`GET ${path}`)).join(', ')}. Where the gateway
serves \`/docs\`, it redirects browsers from \`/\` to that page. Nothing else is.

${scopesSection()}
${clientsSection()}`);

function serviceSection([name, routes]) {
  const peers = callersOf(name).map((caller) => caller.name);
  const who = peers.length > 0 ? `Its peers: ${list(peers, 'and')}.` : 'It has no peers.';
  return `## ${name}

Takes the gateway's Txn-Tokens for \`${name}\`. ${who}

${routesTable(routes, { peers, throughGateway: true })}
`;
}

function routesTable(routes, { peers = [], throughGateway = false } = {}) {
  const heads = ['Route', 'Who', 'Scopes', 'Groups', 'Step-up'];
  const rows = routes.map((route) => [
    code(`${route.method} ${route.path}`),
    who(route, peers),
    scopes(route),
    cell(list(route.requirements.groups, 'or')),
    stepUp(route),
    ...(throughGateway ? [gatewayAccess(route)] : []),
  ]);
  return table(throughGateway ? [...heads, 'At the gateway'] : heads, rows);
}

function who({ requirements, callers }, peers) {
  if (requirements.public) return '**anyone**';
  if (callers.anyone) return '**anyone**; a token that is shown must be good';
  const named = [...(callers.users ? ['user'] : []), ...(callers.machines ? ['machine'] : [])];
  if (peers.length > 0 && requirements.peers !== false)
    named.push(callers.machines ? 'peer' : 'peer for a user');
  return named.join(', ');
}

function scopes({ requirements: { allScopes, anyScope } }) {
  const any = anyScope && list(anyScope, 'or');
  return cell([allScopes && list(allScopes, 'and'), any].filter(Boolean).join('; and '));
}

function stepUp({ requirements }) {
  const { acrValues, maxAuthAgeSeconds } = requirements;
  const demands = [
    acrValues && `level ${list(acrValues, 'or')}`,
    maxAuthAgeSeconds && `signed in within ${maxAuthAgeSeconds} s`,
    staffSignIn(requirements),
  ];
  return cell(demands.filter(Boolean).join(', '));
}

/** Empty where no right of staff is demanded of users. */
function staffSignIn(requirements) {
  const staff = { scopes: staffScopes, groups: staffGroups, maxAuthAgeSeconds: 1 };
  const { scopes = [], groups = [] } = elevatedRightsIn(requirements, staff) ?? {};
  const rights = list([...scopes, ...groups], 'and');
  return rights && `staff sign-in for ${rights}`;
}

/** What the gateway demands of a caller before it forwards to this route. */
function gatewayAccess({ path }) {
  const forwarding = gateway.find((route) =>
    route.path.endsWith('/*') ? path.startsWith(route.path.slice(0, -1)) : path === route.path,
  );
  if (!forwarding) return 'not forwarded';
  const { requirements } = forwarding;
  const needed = requirements.allScopes ? ` with ${scopes(forwarding)}` : '';
  return who(forwarding, []) + needed;
}

/** Stable whatever the order of modules and methods. */
function byPath(a, b) {
  const key = ({ path, method }) => `${path} ${method}`;
  return key(a) < key(b) ? -1 : 1;
}
