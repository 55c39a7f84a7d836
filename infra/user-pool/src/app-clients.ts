import { type Scope, scopes, userScopes } from '@gatehouse/contracts';
import type { CfnUserPoolClientProps } from 'aws-cdk-lib/aws-cognito';
import type { StackSettings } from './stack-settings.js';

/** Everything about a client but the pool it belongs to. */
export type ClientSettings = Omit<CfnUserPoolClientProps, 'userPoolId'>;

/**
 * Settings whose defaults are wrong or change with how a client is made, said out loud for each of them: without
 * `preventUserExistenceErrors` anyone can ask who has an account, without revocation a stolen refresh token is
 * good for 30 days.
 */
const everyClient = {
  enableTokenRevocation: true,
  preventUserExistenceErrors: 'ENABLED',
  supportedIdentityProviders: ['COGNITO'],
  accessTokenValidity: 60,
  idTokenValidity: 60,
  refreshTokenValidity: 30,
  tokenValidityUnits: { accessToken: 'minutes', idToken: 'minutes', refreshToken: 'days' },
} satisfies Partial<ClientSettings>;

/** For clients that users sign in with. */
const userClient = {
  ...everyClient,
  // Each refresh token works once; the grace is for an answer that was lost on the way. Rotation excludes the
  // flow ALLOW_REFRESH_TOKEN_AUTH: these clients refresh with GetTokensFromRefreshToken or the token endpoint.
  refreshTokenRotation: { feature: 'ENABLED', retryGracePeriodSeconds: 10 },
  // Time enough to reach for the phone that shows the one-time code.
  authSessionValidity: 5,
  readAttributes: ['email', 'email_verified', 'name', 'given_name', 'family_name', 'locale'],
  writeAttributes: ['email', 'name', 'given_name', 'family_name', 'locale'],
} satisfies Partial<ClientSettings>;

/** The browser app: its OAuth sign-in may request the scope for self-service where the pool allows it. */
export function webClient(
  callbackUrls: string[],
  logoutUrls: string[],
  { allowSelfServiceScope }: StackSettings,
): ClientSettings {
  const client = browserClient('web', callbackUrls, logoutUrls);
  const { allowedOAuthScopes = [] } = client;
  return allowSelfServiceScope
    ? { ...client, allowedOAuthScopes: [...allowedOAuthScopes, 'aws.cognito.signin.user.admin'] }
    : client;
}

/** The gateway's page of its API, where whoever reads it can sign in and try it. */
export function docsClient(callbackUrls: string[], logoutUrls: string[]): ClientSettings {
  return browserClient('docs', callbackUrls, logoutUrls);
}

/** No secret, SRP by API or the authorization code grant with PKCE. */
function browserClient(
  clientName: string,
  callbackUrls: string[],
  logoutUrls: string[],
): ClientSettings {
  return {
    ...userClient,
    clientName,
    generateSecret: false,
    explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    allowedOAuthFlowsUserPoolClient: true,
    allowedOAuthFlows: ['code'],
    allowedOAuthScopes: ['openid', 'email', 'profile', ...userScopes],
    callbackUrLs: callbackUrls,
    logoutUrLs: logoutUrls,
  };
}

/** What users change of their account through a service. */
const editableAttributes = ['email', 'phone_number', 'name', 'given_name', 'family_name', 'locale'];

/** The attributes of the clients of services, which know the phone number besides those of other clients. */
const serviceAttributes = {
  readAttributes: [...editableAttributes, 'email_verified', 'phone_number_verified'],
  writeAttributes: editableAttributes,
};

/** The flows of a service that signs users in by API: with the password, by SRP, or with a factor that users choose. */
const serviceSignInFlows = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_AUTH',
] as const;

/** What a service signs users in with: a secret, flows of the API, and nothing at the OAuth endpoints. */
export function signInClient(clientName: string): ClientSettings {
  return {
    ...userClient,
    clientName,
    generateSecret: true,
    explicitAuthFlows: [...serviceSignInFlows],
    allowedOAuthFlowsUserPoolClient: false,
    allowedOAuthFlows: [],
    allowedOAuthScopes: [],
    ...serviceAttributes,
  };
}

/**
 * What a service changes a user's own account with, after the user has signed in again. Its tokens keep the scope for
 * self-service, so they live as briefly as Cognito allows: 5 minutes, the refresh token 1 hour (API reference,
 * CreateUserPoolClient). Users without a password sign in at the pool's pages, by the authorization code grant.
 * @param callbackUrls where those pages may send the browser back to
 */
export function accountClient(clientName: string, callbackUrls: string[]): ClientSettings {
  return {
    ...userClient,
    clientName,
    generateSecret: true,
    explicitAuthFlows: [...serviceSignInFlows],
    allowedOAuthFlowsUserPoolClient: true,
    allowedOAuthFlows: ['code'],
    allowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'],
    callbackUrLs: callbackUrls,
    accessTokenValidity: 5,
    idTokenValidity: 5,
    refreshTokenValidity: 1,
    tokenValidityUnits: { accessToken: 'minutes', idToken: 'minutes', refreshToken: 'hours' },
    ...serviceAttributes,
  };
}

/** An outside partner's system, which places and follows orders of its own through the gateway. */
export const partnerClient = machineClient('partner', [scopes.ordersRead, scopes.ordersWrite]);

/**
 * A client for itself, without users: client credentials for the scopes named. A client that users sign in with cannot
 * have this grant.
 */
export function machineClient(clientName: string, machineScopes: readonly Scope[]): ClientSettings {
  return {
    ...everyClient,
    clientName,
    generateSecret: true,
    allowedOAuthFlowsUserPoolClient: true,
    allowedOAuthFlows: ['client_credentials'],
    allowedOAuthScopes: [...machineScopes],
    // Left out, this would allow users to sign in by SRP. A machine gets no refresh token, so this allows nothing.
    explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    refreshTokenRotation: { feature: 'DISABLED' },
    authSessionValidity: 3,
    // Left out, these would be all attributes; the pool's required one can't be taken away.
    readAttributes: ['email'],
    writeAttributes: ['email'],
  };
}
