import { isAbsoluteUri } from '../../domain/absolute-uri.js';
import { identityProviders } from '../../domain/pool/identity-provider.js';
import { tierOf } from '../../domain/pool/tier.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import { levelNamed, maxAgeIn } from '../../domain/token/assurance.js';
import type { Services } from '../../operations/services.js';
import type { AuthorizationRequest, Prompt, Refuse } from './authorization-types.js';
import type { Parameters } from './parameters.js';

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
export function optionsIn(
  services: Pick<Services, 'store'>,
  asked: Asked,
  refuse: Refuse,
): Options {
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
    acrValues: acrValuesIn(pool, parameters),
    maxAgeSeconds: maxAgeOf(parameters, refuse),
  };
}

/** An absolute URI without a fragment (RFC 8707 §2). */
function resourceIn({ resource }: Parameters, refuse: Refuse): string | undefined {
  if (resource === undefined) return undefined;
  if (!isAbsoluteUri(resource) || resource.includes('#') || !/^[\x21-\x7e]+$/.test(resource))
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

/** Names of no level say nothing, and none do in the Lite plan (developer guide, "Feature plan requirements"). */
function acrValuesIn(pool: UserPool, { acr_values: text = '' }: Parameters): readonly string[] {
  if (tierOf(pool) === 'LITE') return [];
  return text.split(' ').filter((name) => levelNamed(pool, name) !== undefined);
}

function maxAgeOf({ max_age: text }: Parameters, refuse: Refuse): number | undefined {
  const seconds = text === undefined ? undefined : maxAgeIn(text);
  if (text !== undefined && seconds === undefined)
    throw refuse('invalid_request', 'max_age must be a number of seconds.');
  return seconds;
}

/** Only the pool's own users sign in so far. */
function requireOwnProvider(
  services: Pick<Services, 'store'>,
  { pool, parameters }: Asked,
  refuse: Refuse,
): void {
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
