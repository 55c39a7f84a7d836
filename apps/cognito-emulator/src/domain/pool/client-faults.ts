import { invalidParameter, ServiceError } from '../errors.js';
import { rotatesRefreshTokens, tokenLifetimes } from './client-rules.js';
import { checkRedirectUrls } from './redirect-urls.js';
import { systemScopes } from './resource-server.js';
import type { UserPoolClient } from './user-pool-client.js';

/**
 * Refuses settings that Cognito refuses when a client is made or changed (SDK, CreateUserPoolClient).
 * @param customScopes every scope the pool's resource servers define
 * @throws InvalidParameterException, ScopeDoesNotExistException or InvalidOAuthFlowException
 */
export function checkClientSettings(
  client: UserPoolClient,
  customScopes: ReadonlySet<string>,
): void {
  checkAuthFlows(client);
  checkLifetimes(client);
  checkScopes(client, customScopes);
  checkRedirectUrls(client.settings);
  checkOAuthFlows(client);
  checkContextData(client);
}

/** Whose requests name the user's own address has to show who it is (developer guide, "User context data"). */
function checkContextData({ secrets, settings }: UserPoolClient): void {
  if (settings.EnablePropagateAdditionalUserContextData === true && secrets.length === 0)
    throw invalidParameter(
      'Client Secret is required to set EnablePropagateAdditionalUserContextData as true',
    );
}

function checkAuthFlows(client: UserPoolClient): void {
  const flows = client.settings.ExplicitAuthFlows ?? [];
  const modern = flows.filter((flow) => flow.startsWith('ALLOW_'));
  if (modern.length > 0 && modern.length < flows.length)
    throw invalidParameter(
      "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.",
    );
  if (flows.includes('ALLOW_CLIENT_TOKEN_AUTH')) checkClientTokenAuth(client, flows);
  // The older names stand for a refresh as well, and yet go with rotation.
  if (rotatesRefreshTokens(client) && flows.includes('ALLOW_REFRESH_TOKEN_AUTH'))
    throw invalidParameter(
      'Refresh token rotation can not be enabled for a client that allows REFRESH_TOKEN_AUTH.',
    );
}

/** Machines and users don't share a client (SDK, GetClientToken). */
function checkClientTokenAuth({ secrets }: UserPoolClient, flows: readonly string[]): void {
  if (flows.length > 1)
    throw invalidParameter('ALLOW_CLIENT_TOKEN_AUTH can not be combined with other auth flows.');
  if (secrets.length === 0)
    throw invalidParameter('ALLOW_CLIENT_TOKEN_AUTH needs a client with a secret.');
}

function checkLifetimes(client: UserPoolClient): void {
  const { accessSeconds, idSeconds, refreshSeconds } = tokenLifetimes(client);
  const day = 86_400;
  const isShortOrLong = (seconds: number) => seconds < 300 || seconds > day;
  const isRefreshShortOrLong = refreshSeconds < 3_600 || refreshSeconds > 3_650 * day;
  if ([accessSeconds, idSeconds].some(isShortOrLong) || isRefreshShortOrLong)
    throw invalidParameter('Invalid range for token validity.');
  if (refreshSeconds < Math.max(accessSeconds, idSeconds))
    throw invalidParameter(
      'Access and Id Token expiration times must be less than or equal to refresh token expiration times.',
    );
}

function checkScopes(client: UserPoolClient, customScopes: ReadonlySet<string>): void {
  for (const scope of client.settings.AllowedOAuthScopes ?? [])
    if (!systemScopes.includes(scope) && !customScopes.has(scope))
      throw new ServiceError('ScopeDoesNotExistException', `Invalid scope requested: ${scope}`);
}

function checkOAuthFlows(client: UserPoolClient): void {
  const { AllowedOAuthFlows: flows = [], AllowedOAuthScopes: scopes = [] } = client.settings;
  const isAllowed = client.settings.AllowedOAuthFlowsUserPoolClient === true;
  if (isAllowed && (flows.length === 0 || scopes.length === 0))
    throw invalidParameter(
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    );
  if (flows.some((flow) => flow !== 'client_credentials')) checkCallbacks(client);
  if (!flows.includes('client_credentials')) return;
  if (flows.length > 1)
    throw invalidOAuthFlow(
      'client_credentials flow can not be selected along with code flow or implicit flow.',
    );
  checkMachine(client);
}

function checkCallbacks({ settings }: UserPoolClient): void {
  const callbacks = settings.CallbackURLs;
  if (!Array.isArray(callbacks) || callbacks.length === 0)
    throw invalidOAuthFlow(
      'CallbackUrls can not be empty when code flow or implicit flow is selected',
    );
}

function checkMachine({ secrets, settings }: UserPoolClient): void {
  const scopes = settings.AllowedOAuthScopes ?? [];
  if (secrets.length === 0)
    throw invalidOAuthFlow(
      'client_credentials flow can not be selected if client does not have a client secret.',
    );
  const system = scopes.find((scope) => systemScopes.includes(scope));
  if (system !== undefined)
    throw invalidOAuthFlow(`${system} is not supported with client_credentials flow`);
  if (scopes.length === 0) throw invalidOAuthFlow('client_credentials needs custom scopes.');
}

const invalidOAuthFlow = (text: string) => new ServiceError('InvalidOAuthFlowException', text);
