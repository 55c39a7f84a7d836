import { allowsOAuthFlow } from '../../domain/pool/client-rules.js';
import { clientScopes } from '../../domain/pool/client-scopes.js';
import type { ClientMetadata } from '../../domain/token/pre-token-generation.js';
import type { Services } from '../../operations/services.js';
import { OAuthError } from '../oauth-error.js';
import type { Grant, GrantRequest } from './grant.js';

/** A token for the client itself (RFC 6749 §4.4; developer guide, "Token endpoint"). */
export const clientCredentials: Grant = {
  name: 'client_credentials',
  async handle(services, request) {
    const { pool, client, form } = request;
    if (client.secrets.length === 0 || !allowsOAuthFlow(client, 'client_credentials'))
      throw new OAuthError('unauthorized_client');
    const scopes = grantedScopes(services, request);
    const clientMetadata = metadataIn(form);
    const issued = await services.tokens.forClient({ pool, client, scopes, clientMetadata });
    return {
      access_token: issued.accessToken,
      expires_in: issued.expiresIn,
      token_type: 'Bearer',
    };
  },
};

function grantedScopes(
  { pools }: Pick<Services, 'pools'>,
  { pool, client, form }: GrantRequest,
): readonly string[] {
  const asked = (form.get('scope') ?? '').split(' ').filter(Boolean);
  const { granted, unknown, denied } = clientScopes(client, pools.customScopesOf(pool.id), asked);
  if (unknown.length > 0) throw new OAuthError('invalid_scope');
  if (denied.length > 0) throw new OAuthError('invalid_grant');
  return granted;
}

function metadataIn(form: ReadonlyMap<string, string>): ClientMetadata {
  const text = form.get('aws_client_metadata');
  if (text === undefined) return undefined;
  const fault = new OAuthError(
    'invalid_request',
    'aws_client_metadata must be a JSON map of texts.',
  );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fault;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault;
  if (!Object.values(value).every((item) => typeof item === 'string')) throw fault;
  return value as ClientMetadata;
}
