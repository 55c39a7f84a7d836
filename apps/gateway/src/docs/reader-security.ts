import { openApiSecurity, type SecurityRequirement } from '@gatehouse/auth-nest';
import { allScopes, type Scope, scopes, scopeVocabulary, userScopes } from '@gatehouse/contracts';
import { oauthEndpoints } from './oauth-endpoints.js';

/** What of an operation says who may call it. */
interface Demand {
  readonly security: readonly SecurityRequirement[];
  /** Absent: both. */
  readonly 'x-caller'?: unknown;
}

/** How readers of the gateway's document get what an operation demands. */
export interface ReaderSecurity {
  readonly schemes: Readonly<Record<string, object>>;
  /** The same demands as a service's own document makes, by these schemes. */
  readonly requirements: (demand: Demand) => SecurityRequirement[];
}

/** @param domainUrl the pool's domain as a browser reaches it; absent: readers bring their token along */
export function readerSecurity(domainUrl: string | undefined): ReaderSecurity {
  const schemes = {
    ...(domainUrl === undefined ? {} : signIn(domainUrl)),
    accessToken: openApiSecurity({ scopes: {} }).securitySchemes.accessToken ?? {},
  };
  return { schemes, requirements: (demand) => requirementsBy(Object.keys(schemes), demand) };
}

/** What a service calls its schemes doesn't matter: each is a way to the same access token. */
function requirementsBy(schemeNames: readonly string[], demand: Demand): SecurityRequirement[] {
  const { security, 'x-caller': caller } = demand;
  const names = schemeNames.filter((name) => caller === undefined || name !== other(caller));
  const scopeLists = security.map((one) =>
    isForAnyone(one) ? undefined : JSON.stringify(Object.values(one).flat()),
  );
  return [...new Set(scopeLists)].flatMap((list) =>
    list === undefined
      ? [{}]
      : names.map((name) => ({ [name]: JSON.parse(list) as readonly string[] })),
  );
}

function isForAnyone(requirement: SecurityRequirement): boolean {
  return Object.keys(requirement).length === 0;
}

function other(caller: unknown): string {
  return caller === 'user' ? 'machine' : 'user';
}

/**
 * One scheme each for users and machines, so that the client of one is never taken for the other's. Both are offered what
 * they can hold: Cognito refuses who asks for more.
 */
function signIn(domainUrl: string): Record<'user' | 'machine', object> {
  const { authorizationUrl, tokenUrl } = oauthEndpoints(domainUrl);
  const forUsers = { ...openIdScopes, ...described(userScopes) };
  const forMachines = described(allScopes.filter((scope) => scope !== scopes.gatewayRevoke));
  return {
    user: {
      type: 'oauth2',
      description:
        'A person signs in at Amazon Cognito. This client has no secret: leave it empty.',
      flows: {
        authorizationCode: { authorizationUrl, tokenUrl, refreshUrl: tokenUrl, scopes: forUsers },
      },
    },
    machine: {
      type: 'oauth2',
      description: 'A machine gets a token at Amazon Cognito, by its own client id and secret.',
      flows: { clientCredentials: { tokenUrl, scopes: forMachines } },
    },
  };
}

const openIdScopes = {
  openid: 'Know who you are',
  email: 'Know your email address',
  profile: 'Know your name and locale',
};

function described(wanted: readonly Scope[]): Record<string, string> {
  const entries = Object.values(scopeVocabulary).filter(([scope]) => wanted.includes(scope));
  return Object.fromEntries(entries);
}
