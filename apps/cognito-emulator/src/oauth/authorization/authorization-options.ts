import { identityProviders } from '../../domain/pool/identity-provider.js';
import { tierOf } from '../../domain/pool/tiers.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import { acrLevel } from '../../domain/token/authentication-context.js';
import type { Services } from '../../operations/services.js';
import type { AuthorizationRequest, Refuse } from './authorization-request.js';
import type { Parameters } from './parameters.js';

export type Prompt = 'none' | 'login' | 'select_account' | 'consent';

type Options = Pick<
  AuthorizationRequest,
  | 'nonce'
  | 'resource'
  | 'prompt'
  | 'loginHint'
  | 'lang'
  | 'identityProvider'
  | 'idpIdentifier'
  | 'acrValues'
  | 'maxAgeSeconds'
>;

interface Asked {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly parameters: Parameters;
}

/** What a request may say on top: how the user is to sign in, and what tokens are to hold. */
export function optionsIn(services: Services, asked: Asked, refuse: Refuse): Options {
  const { pool, parameters } = asked;
  requireOwnProvider(services, asked, refuse);
  return {
    nonce: parameters.nonce,
    resource: resourceIn(parameters, refuse),
    prompt: promptIn(parameters, refuse),
    loginHint: parameters.login_hint,
    lang: parameters.lang,
    identityProvider: parameters.identity_provider,
    idpIdentifier: parameters.idp_identifier,
    acrValues: acrValuesIn(pool, parameters, refuse),
    maxAgeSeconds: maxAgeIn(parameters, refuse),
  };
}

/** An absolute URI without a fragment (RFC 8707 §2). */
function resourceIn({ resource }: Parameters, refuse: Refuse): string | undefined {
  if (resource === undefined) return undefined;
  if (!URL.canParse(resource) || resource.includes('#') || !/^[\x21-\x7e]+$/.test(resource))
    throw refuse('invalid_request', 'resource must be an absolute URL without a fragment.');
  return resource;
}

const prompts: readonly string[] = ['none', 'login', 'select_account', 'consent'];
const isPrompt = (text: string): text is Prompt => prompts.includes(text);

function promptIn({ prompt = '' }: Parameters, refuse: Refuse): readonly Prompt[] {
  const asked = prompt.split(' ').filter(Boolean);
  const known = asked.filter(isPrompt);
  if (known.length < asked.length)
    throw refuse('invalid_request', `prompt must be of ${prompts.join(', ')}.`);
  if (known.includes('none') && known.length > 1)
    throw refuse('invalid_request', 'prompt none can not be combined.');
  return known;
}

/** The Lite plan has no levels, and authorization there doesn't mind being asked for one. */
function acrValuesIn(
  pool: UserPool,
  { acr_values: text = '' }: Parameters,
  refuse: Refuse,
): readonly string[] {
  const values = tierOf(pool) === 'LITE' ? [] : text.split(' ').filter(Boolean);
  if (values.some((value) => acrLevel(pool, value) === undefined))
    throw refuse('invalid_request', 'acr_values must be levels of the user pool.');
  return values;
}

function maxAgeIn({ max_age: text }: Parameters, refuse: Refuse): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw refuse('invalid_request', 'max_age must be seconds.');
  return Number(text);
}

/** Only the pool's own users sign in so far. */
function requireOwnProvider(services: Services, { pool, parameters }: Asked, refuse: Refuse): void {
  const { identity_provider: name, idp_identifier: identifier } = parameters;
  if (identifier === undefined && (name === undefined || name === 'COGNITO')) return;
  const isKnown = services.store.get(identityProviders, `${pool.id}/${name}`) !== undefined;
  const isAsked = identifier !== undefined || isKnown;
  throw refuse(
    'invalid_request',
    isAsked
      ? 'Sign-in with other identity providers is not supported by the Cognito emulator.'
      : 'The user pool has no such identity provider.',
  );
}
