/**
 * Runs inside Cognito before it issues a user's tokens (developer guide, "Pre token generation Lambda
 * trigger", event version 2) and decides which custom scopes the access token carries. This file is inlined in
 * the template as it is, so it may import nothing.
 */
interface Entitlements {
  readonly everyone: readonly string[];
  readonly byGroup: Readonly<Record<string, readonly string[]>>;
}

interface TokenEvent {
  readonly triggerSource?: unknown;
  readonly callerContext?: { readonly clientId?: unknown } | null;
  readonly request?: {
    readonly scopes?: unknown;
    readonly groupConfiguration?: { readonly groupsToOverride?: unknown } | null;
  } | null;
}

/** The table of libs/contracts; the template has it as the first line of this code. */
declare const entitlements: Entitlements;
/** A setting of the stack; the template has it as the second line of this code. */
declare const allowSelfServiceScope: boolean;

const selfServiceScope = 'aws.cognito.signin.user.admin';
/**
 * With this scope, a stolen access token can change the email address, the password and the factors of its user at
 * Cognito (docs/decisions/0010-access-tokens-without-self-service.md).
 */
const suppressedForApplications = allowSelfServiceScope ? [] : [selfServiceScope];
/** The client whose tokens keep that scope (docs/decisions/0015-the-account-client.md). Absent or empty: none. */
// eslint-disable-next-line no-restricted-syntax -- Lambda gives a function its settings in the environment alone
const accountClientId = process.env.ACCOUNT_CLIENT_ID;
const signInByApi = [
  'TokenGeneration_Authentication',
  'TokenGeneration_NewPasswordChallenge',
  'TokenGeneration_AuthenticateDevice',
];

export function handler(event: TokenEvent | null): Promise<TokenEvent> {
  return Promise.resolve({
    ...event,
    response: { claimsAndScopeOverrideDetails: decide(event ?? {}) },
  });
}

/**
 * A sign-in by API can't request scopes, so it gets all its user is entitled to. One by OAuth gets the scopes that it
 * requested, less those its user isn't entitled to. No token gets the scope for self-service, whatever led to it, except
 * those of the account client, which get no custom scope: they open Cognito's own API and nothing else.
 */
function decide({ triggerSource, callerContext, request }: TokenEvent) {
  const asked = strings(request?.scopes);
  if (isAccountClient(callerContext?.clientId)) return scopeChanges([], exceeding(asked, []));
  const entitled = entitledScopes(strings(request?.groupConfiguration?.groupsToOverride));
  return isByApi(triggerSource, asked)
    ? scopeChanges(entitled, suppressedForApplications)
    : scopeChanges([], [...suppressedForApplications, ...exceeding(asked, entitled)]);
}

function scopeChanges(scopesToAdd: readonly string[], scopesToSuppress: readonly string[]) {
  return { accessTokenGeneration: { scopesToAdd, scopesToSuppress } };
}

/** Cognito writes the client into the event; no request of an application can state another. */
function isAccountClient(clientId: unknown): boolean {
  return typeof clientId === 'string' && clientId !== '' && clientId === accountClientId;
}

/** Custom scopes alone have a slash: `<resource server>/<scope>`. */
function exceeding(asked: readonly string[], entitled: readonly string[]): string[] {
  return asked.filter((scope) => scope.includes('/') && !entitled.includes(scope));
}

/**
 * The event of a refresh has the scopes that the sign-in had before this function changed them: this scope and no other
 * after a sign-in by API. An authorization request for this scope alone looks the same, where a client lists it.
 */
function isByApi(triggerSource: unknown, asked: readonly string[]): boolean {
  if (triggerSource === 'TokenGeneration_RefreshTokens') {
    return asked.length === 1 && asked[0] === selfServiceScope;
  }
  return signInByApi.some((source) => source === triggerSource);
}

/** Groups that aren't in the table give nothing: `<pool id>_Google` is one that Cognito makes by itself. */
function entitledScopes(groups: readonly string[]): string[] {
  const own = groups.filter((group) => Object.hasOwn(entitlements.byGroup, group));
  const more = own.flatMap((group) => entitlements.byGroup[group] ?? []);
  return [...new Set([...entitlements.everyone, ...more])];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
