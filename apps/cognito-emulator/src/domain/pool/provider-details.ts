import { parseHttpUrl } from '@gatehouse/platform-core';
import { invalidParameter } from '../errors.js';
import type { IdentityProvider, ProviderType } from './identity-provider.js';
import { readSamlMetadata } from './saml-metadata.js';

type Details = Readonly<Record<string, string>>;

/** What Cognito knows of a type of provider (SDK, CreateIdentityProvider "ProviderDetails"). */
interface TypeRules {
  readonly required: readonly string[];
  /** What is answered when one of those is missing. */
  readonly demand: string;
  /** What Cognito fills in, unless it is stated: an emulated provider may be anywhere. */
  readonly filledIn: (details: Details) => Details;
  /** The claim that a user's name in the pool is made from. */
  readonly subject: string | undefined;
}

const oauthApp = {
  required: ['client_id', 'client_secret', 'authorize_scopes'],
  demand: 'clientId, clientSecret and authorizeScopes are all required idp details.',
};
const facebookVersion = 'v17.0';

const rules: Readonly<Record<ProviderType, TypeRules>> = {
  Google: {
    ...oauthApp,
    filledIn: () => ({
      attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
      attributes_url_add_attributes: 'true',
      authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
      oidc_issuer: 'https://accounts.google.com',
      token_request_method: 'POST',
      token_url: 'https://www.googleapis.com/oauth2/v4/token',
    }),
    subject: 'sub',
  },
  Facebook: {
    ...oauthApp,
    filledIn: ({ api_version: version = facebookVersion }) => ({
      api_version: version,
      attributes_url: `https://graph.facebook.com/${version}/me?fields=`,
      attributes_url_add_attributes: 'true',
      authorize_url: `https://www.facebook.com/${version}/dialog/oauth`,
      token_request_method: 'GET',
      token_url: `https://graph.facebook.com/${version}/oauth/access_token`,
    }),
    subject: 'id',
  },
  LoginWithAmazon: {
    ...oauthApp,
    filledIn: () => ({
      attributes_url: 'https://api.amazon.com/user/profile',
      attributes_url_add_attributes: 'false',
      authorize_url: 'https://www.amazon.com/ap/oa',
      token_request_method: 'POST',
      token_url: 'https://api.amazon.com/auth/o2/token',
    }),
    subject: 'user_id',
  },
  SignInWithApple: {
    required: ['client_id', 'team_id', 'key_id', 'private_key', 'authorize_scopes'],
    demand: 'clientId, privateKey, teamId, and keyId are all required idp details.',
    filledIn: () => ({
      attributes_url_add_attributes: 'false',
      authorize_url: 'https://appleid.apple.com/auth/authorize',
      oidc_issuer: 'https://appleid.apple.com',
      token_request_method: 'POST',
      token_url: 'https://appleid.apple.com/auth/token',
    }),
    subject: 'sub',
  },
  OIDC: {
    required: ['client_id', 'authorize_scopes', 'oidc_issuer'],
    demand:
      'clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.',
    filledIn: () => ({
      attributes_request_method: 'GET',
      attributes_url_add_attributes: 'false',
    }),
    subject: 'sub',
  },
  SAML: {
    required: [],
    demand: '',
    filledIn: ({ MetadataFile: file }) =>
      file === undefined ? {} : (readSamlMetadata(file)?.bindings ?? {}),
    subject: undefined,
  },
};

/** Whether there is one provider of the type at most, which then bears the type's name. */
export const isSocial = (type: ProviderType) => type !== 'OIDC' && type !== 'SAML';

/** Details as Cognito keeps them, what it fills in included. */
export function providerDetails({ type, details }: IdentityProvider): Details {
  return { ...rules[type].filledIn(details), ...details };
}

/** The details that answers show: Apple's private key stays in. */
export function shownDetails(provider: IdentityProvider): Details {
  const { private_key: _key, ...shown } = providerDetails(provider);
  return shown;
}

/** The mapping with the user's name, which Cognito adds for every type but SAML, where the NameID is the name. */
export function completeMapping(type: ProviderType, mapping: Details): Details {
  const { subject } = rules[type];
  return subject === undefined ? mapping : { username: subject, ...mapping };
}

/**
 * The `issuer` of identities from the provider: that of a SAML provider is its entity id, others have none (developer
 * guide, "Identity (ID) token").
 */
export const identityIssuer = ({ details: { MetadataFile: file } }: IdentityProvider) =>
  file === undefined ? null : (readSamlMetadata(file)?.entityId ?? null);

/** @throws InvalidParameterException for details that a provider of the type can't work with. */
export function checkDetails({ type, details }: IdentityProvider): void {
  const { required, demand } = rules[type];
  if (required.some((name) => (details[name] ?? '') === '')) throw invalidParameter(demand);
  if (type === 'SAML') checkSaml(details);
  if (type === 'OIDC') checkOidc(details);
}

function checkSaml({ MetadataFile: file, MetadataURL: url }: Details): void {
  if (file === undefined && url === undefined)
    throw invalidParameter('At least one of the MetadataURL or MetadataFile should be provided.');
  if (file !== undefined && url !== undefined)
    throw invalidParameter('Only one of the MetadataURL or MetadataFile should be provided.');
  if (url !== undefined) checkUrl('MetadataURL', url);
  if (file !== undefined && readSamlMetadata(file) === undefined)
    throw invalidParameter('MetadataFile is not the metadata of a SAML identity provider.');
}

/** The details that are URLs. */
export const oidcUrls = [
  ...['oidc_issuer', 'authorize_url', 'token_url', 'attributes_url', 'jwks_uri'],
];

function checkOidc(details: Details): void {
  for (const name of oidcUrls) if (details[name] !== undefined) checkUrl(name, details[name]);
  const { attributes_request_method: method = 'GET' } = details;
  if (!['GET', 'POST'].includes(method))
    throw invalidParameter('attributes_request_method must be GET or POST.');
}

function checkUrl(name: string, text: string): void {
  if (parseHttpUrl(text) === undefined) throw invalidParameter(`${name} must be a URL.`);
}
