import { selfServiceScope } from '@gatehouse/auth-core';
import type { ElevatedRights } from '../elevated-rights.js';
import type { RouteRequirements } from '../route-requirements.js';
import { callersOf } from './callers.js';
import { elevatedRightsIn } from './elevated-rights-in.js';
import { requirementsText } from './requirements-text.js';

export interface OpenApiSecurityOptions {
  /** What each scope lets its holder do. */
  readonly scopes: Readonly<Record<string, string>>;
  /** Cognito's OAuth 2.0 endpoints; absent: callers are told to bring a token, and not where from. */
  readonly oauth?: { readonly authorizationUrl: string; readonly tokenUrl: string };
  /** The app's option of the same name. */
  readonly elevatedRights?: ElevatedRights;
}

/** Any one of these, and of each all it names (OpenAPI 3.1, "Security Requirement Object"). */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

/** What of an operation is about its callers. */
export interface OperationSecurity {
  readonly security: readonly SecurityRequirement[];
  /** For readers. */
  readonly description: string;
  /** What refuses a caller, by status. */
  readonly refusals: Readonly<Record<number, readonly string[]>>;
  /** What OpenAPI has no words for. */
  readonly extensions: Readonly<Record<`x-${string}`, unknown>>;
}

export interface OpenApiSecurity {
  readonly securitySchemes: Readonly<Record<string, object>>;
  readonly operation: (requirements: RouteRequirements) => OperationSecurity;
}

/**
 * Says in an OpenAPI document what guards demand. The scopes of an alternative are those its bearer needs; where one of
 * several will do, each is an alternative.
 */
export function openApiSecurity(options: OpenApiSecurityOptions): OpenApiSecurity {
  const securitySchemes = schemes(options);
  const names = Object.keys(securitySchemes);
  return {
    securitySchemes,
    operation: (requirements) =>
      operation(requirements, names, elevatedRightsIn(requirements, options.elevatedRights)),
  };
}

function schemes({ scopes, oauth }: OpenApiSecurityOptions): Record<string, object> {
  const accessToken = {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An Amazon Cognito access token in the Authorization header (RFC 6750 §2.1).',
  };
  if (!oauth) return { accessToken };
  const { authorizationUrl, tokenUrl } = oauth;
  // A machine has no account of its own to manage, and Cognito gives it no such scope.
  const { [selfServiceScope]: _ofUsers, ...ofMachines } = scopes;
  const flows = {
    authorizationCode: { authorizationUrl, tokenUrl, refreshUrl: tokenUrl, scopes },
    clientCredentials: { tokenUrl, scopes: ofMachines },
  };
  const description =
    'The same access token, got from Cognito: by a user (with PKCE) or a machine.';
  return { accessToken, cognito: { type: 'oauth2', description, flows } };
}

/** @param elevated the rights that the route demands and that count only after a sign-in of some strength */
function operation(
  requirements: RouteRequirements,
  schemeNames: string[],
  elevated: ElevatedRights | undefined,
): OperationSecurity {
  const { groups, acrValues, maxAuthAgeSeconds } = requirements;
  const { users, machines } = callersOf(requirements);
  const isSteppedUp = acrValues !== undefined || maxAuthAgeSeconds !== undefined;
  const isForSome = !requirements.public && users !== machines;
  return {
    security: security(requirements, schemeNames),
    description: requirementsText(requirements, elevated),
    refusals: refusals(requirements, elevated),
    extensions: {
      ...(isForSome ? { 'x-caller': users ? 'user' : 'machine' } : {}),
      ...(groups ? { 'x-groups': groups } : {}),
      ...(isSteppedUp ? { 'x-step-up': { acrValues, maxAuthAgeSeconds } } : {}),
      ...(elevated ? { 'x-elevated-rights': elevated } : {}),
    },
  };
}

function security(requirements: RouteRequirements, schemeNames: string[]): SecurityRequirement[] {
  if (requirements.public) return [];
  const { allScopes = [], anyScope, optionalAuthentication } = requirements;
  const alternatives = (anyScope ?? [undefined]).map((one) =>
    one === undefined || allScopes.includes(one) ? allScopes : [...allScopes, one],
  );
  const shown = schemeNames.flatMap((name) => alternatives.map((scopes) => ({ [name]: scopes })));
  return optionalAuthentication ? [{}, ...shown] : shown;
}

/** The codes of problems a guard answers with. */
function refusals(
  requirements: RouteRequirements,
  elevated: ElevatedRights | undefined,
): Record<number, string[]> {
  if (requirements.public) return {};
  const stepUp = requirements.acrValues ?? requirements.maxAuthAgeSeconds ?? elevated;
  const unauthorized = [
    ...(requirements.optionalAuthentication ? [] : ['missing_token']),
    'invalid_token',
    ...(stepUp === undefined ? [] : ['insufficient_user_authentication']),
  ];
  const forbidden = forbiddenCodes(requirements);
  return forbidden.length > 0 ? { 401: unauthorized, 403: forbidden } : { 401: unauthorized };
}

function forbiddenCodes(requirements: RouteRequirements): string[] {
  const { allScopes, anyScope, groups, kind, peers } = requirements;
  return [
    ...(kind ? ['wrong_principal_kind'] : []),
    ...(peers === false ? ['peer_not_allowed'] : []),
    ...((allScopes ?? anyScope) ? ['insufficient_scope'] : []),
    ...(groups ? ['group_required'] : []),
  ];
}
