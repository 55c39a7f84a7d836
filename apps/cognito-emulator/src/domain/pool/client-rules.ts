import type { UserPoolClient } from './user-pool-client.js';

const secondsPerUnit: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3_600,
  days: 86_400,
};

/** The flows of a client that states none (SDK, ExplicitAuthFlows). */
const defaultAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

/** What the names without `ALLOW_` in front, from before 2020, stand for. */
const legacyAuthFlows: Readonly<Record<string, readonly string[]>> = {
  ADMIN_NO_SRP_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', ...defaultAuthFlows],
  USER_PASSWORD_AUTH: ['ALLOW_USER_PASSWORD_AUTH', ...defaultAuthFlows],
  CUSTOM_AUTH_FLOW_ONLY: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
};

/**
 * Whether the client may use an AuthFlow, given without `ALLOW_`. Tokens that rotate aren't refreshed by a flow, whatever
 * the client's older names stand for (developer guide, "Refresh token rotation").
 */
export function allowsAuthFlow(client: UserPoolClient, flow: string): boolean {
  if (flow === 'REFRESH_TOKEN_AUTH' && rotatesRefreshTokens(client)) return false;
  const stated = client.settings.ExplicitAuthFlows ?? [];
  const flows = stated.length === 0 ? defaultAuthFlows : stated;
  return flows.some((name) => (legacyAuthFlows[name] ?? [name]).includes(`ALLOW_${flow}`));
}

/** OAuth settings count only beside AllowedOAuthFlowsUserPoolClient. */
export const allowsOAuthFlow = (client: UserPoolClient, flow: string) =>
  client.settings.AllowedOAuthFlowsUserPoolClient === true &&
  (client.settings.AllowedOAuthFlows?.includes(flow) ?? false);

/** How long tokens of this client live, in seconds: units differ by token and 0 days means the default. */
export function tokenLifetimes(client: UserPoolClient): {
  readonly accessSeconds: number;
  readonly idSeconds: number;
  readonly refreshSeconds: number;
} {
  const { settings } = client;
  const units = settings.TokenValidityUnits;
  return {
    accessSeconds: seconds(settings.AccessTokenValidity, units?.AccessToken, hour),
    idSeconds: seconds(settings.IdTokenValidity, units?.IdToken, hour),
    refreshSeconds: seconds(settings.RefreshTokenValidity, units?.RefreshToken, thirtyDays),
  };
}

const hour = { seconds: 3_600, unit: 'hours' };
const thirtyDays = { seconds: 30 * 86_400, unit: 'days' };

function seconds(
  amount: number | undefined,
  unit: string | undefined,
  preset: { readonly seconds: number; readonly unit: string },
): number {
  if (amount === undefined || amount === 0) return preset.seconds;
  return amount * (secondsPerUnit[unit ?? preset.unit] ?? 1);
}

/** Whether each use of a refresh token gives a new one in its place. */
export const rotatesRefreshTokens = (client: UserPoolClient) =>
  client.settings.RefreshTokenRotation?.Feature === 'ENABLED';

/** Seconds for which a refresh token that was already replaced still works, so that a lost answer can be had again. */
export const rotationGraceSeconds = (client: UserPoolClient) =>
  client.settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0;

/** Whether tokens carry `jti` and `origin_jti`; on unless switched off. */
export const hasTokenRevocation = (client: UserPoolClient) =>
  client.settings.EnableTokenRevocation ?? true;

/** Whether answers must not tell which users exist; Cognito's API leaves that off by default. */
export const hidesUserExistence = (client: UserPoolClient) =>
  client.settings.PreventUserExistenceErrors === 'ENABLED';

/** Seconds an API `Session` can be answered. */
export const authSessionSeconds = (client: UserPoolClient) =>
  (client.settings.AuthSessionValidity ?? 3) * 60;

/** Attributes for developers are read and written by administrators alone (SDK, SchemaAttributeType "DeveloperOnlyAttribute"). */
const isDeveloperOnly = (attribute: string) => attribute.startsWith('dev:');

/** Whether the client may see an attribute; a client that states no list sees all that clients can. */
export const mayRead = ({ settings }: UserPoolClient, attribute: string) =>
  !isDeveloperOnly(attribute) && (settings.ReadAttributes?.includes(attribute) ?? true);

/** Whether the client may write an attribute; one that states no list may write all but what only admins may. */
export const mayWrite = ({ settings }: UserPoolClient, attribute: string) =>
  !isDeveloperOnly(attribute) && (settings.WriteAttributes?.includes(attribute) ?? true);
