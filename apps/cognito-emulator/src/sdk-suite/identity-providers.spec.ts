import {
  CreateIdentityProviderCommand,
  type CreateIdentityProviderCommandInput,
  DeleteIdentityProviderCommand,
  DescribeIdentityProviderCommand,
  DescribeUserPoolCommand,
  DuplicateProviderException,
  GetIdentityProviderByIdentifierCommand,
  ListIdentityProvidersCommand,
  ResourceNotFoundException,
  UpdateIdentityProviderCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { startSuite, type StartedSuite } from '../spec-support/started-suite.js';

const app = { client_id: 'an-app', client_secret: 'its-secret' };
const google = {
  ProviderName: 'Google',
  ProviderType: 'Google',
  ProviderDetails: { ...app, authorize_scopes: 'openid email' },
} as const;
const oidc = {
  ProviderName: 'Corporate',
  ProviderType: 'OIDC',
  ProviderDetails: {
    ...app,
    authorize_scopes: 'openid',
    oidc_issuer: 'https://login.example.com',
  },
} as const;
const apple = {
  ProviderName: 'SignInWithApple',
  ProviderType: 'SignInWithApple',
  ProviderDetails: {
    client_id: 'com.example',
    team_id: 'team',
    key_id: 'key',
    private_key: 'a private key',
    authorize_scopes: 'email',
  },
} as const;
const metadata = `<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/saml">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/slo"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/post"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso?a=1&amp;b=2"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;
const saml = {
  ProviderName: 'Partner',
  ProviderType: 'SAML',
  ProviderDetails: { MetadataFile: metadata },
} as const;

type Settings = Omit<CreateIdentityProviderCommandInput, 'UserPoolId'>;

describe('identity providers', () => {
  const resources = useResources();
  let started: StartedSuite;
  let UserPoolId: string;
  beforeEach(async () => {
    started = await resources.add(startSuite());
    UserPoolId = started.pool.id;
  });

  const create = (settings: Settings) =>
    started.sdk.send(new CreateIdentityProviderCommand({ UserPoolId, ...settings }));
  const describeProvider = async (ProviderName: string) => {
    const command = new DescribeIdentityProviderCommand({ UserPoolId, ProviderName });
    return (await started.sdk.send(command)).IdentityProvider;
  };
  const names = async (MaxResults?: number, NextToken?: string) => {
    const command = new ListIdentityProvidersCommand({ UserPoolId, MaxResults, NextToken });
    const page = await started.sdk.send(command);
    return { names: page.Providers?.map(({ ProviderName }) => ProviderName), ...page };
  };

  it('give the pool an attribute that says where users come from', async () => {
    const schema = async () => {
      const { UserPool } = await started.sdk.send(new DescribeUserPoolCommand({ UserPoolId }));
      return UserPool?.SchemaAttributes ?? [];
    };
    const before = await schema();
    await create(google);
    expect(await schema()).toEqual([
      ...before,
      {
        Name: 'identities',
        AttributeDataType: 'String',
        DeveloperOnlyAttribute: false,
        Mutable: true,
        Required: false,
        StringAttributeConstraints: {},
      },
    ]);
  });

  it('show what Cognito knows of a social provider', async () => {
    const { IdentityProvider: made } = await create(google);
    expect(made).toEqual({
      UserPoolId,
      ProviderName: 'Google',
      ProviderType: 'Google',
      ProviderDetails: {
        ...google.ProviderDetails,
        attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
        attributes_url_add_attributes: 'true',
        authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
        oidc_issuer: 'https://accounts.google.com',
        token_request_method: 'POST',
        token_url: 'https://www.googleapis.com/oauth2/v4/token',
      },
      AttributeMapping: { username: 'sub' },
      CreationDate: expect.any(Date) as Date,
      LastModifiedDate: expect.any(Date) as Date,
    });
    expect(await describeProvider('Google')).toEqual({ ...made, IdpIdentifiers: [] });
  });

  it.each([
    ['Facebook', 'id', { api_version: 'v20.0' }, 'https://graph.facebook.com/v20.0/me?fields='],
    ['Facebook', 'id', {}, 'https://graph.facebook.com/v17.0/me?fields='],
    ['LoginWithAmazon', 'user_id', {}, 'https://api.amazon.com/user/profile'],
  ] as const)('know the endpoints of %s', async (type, subject, more, url) => {
    const ProviderDetails = { ...app, authorize_scopes: 'profile', ...more };
    await create({ ProviderName: type, ProviderType: type, ProviderDetails });
    expect(await describeProvider(type)).toMatchObject({
      ProviderDetails: { attributes_url: url },
      AttributeMapping: { username: subject },
    });
  });

  it('never show Apple’s private key, and keep it when the rest is handed back', async () => {
    await create(apple);
    const shown = await describeProvider('SignInWithApple');
    expect(shown?.ProviderDetails).toMatchObject({ key_id: 'key', team_id: 'team' });
    expect(shown?.ProviderDetails).not.toHaveProperty('private_key');
    const { IdentityProvider: changed } = await started.sdk.send(
      new UpdateIdentityProviderCommand({
        UserPoolId,
        ProviderName: 'SignInWithApple',
        ProviderDetails: { ...shown?.ProviderDetails, key_id: 'another' },
      }),
    );
    expect(changed?.ProviderDetails).toMatchObject({ key_id: 'another' });
  });

  it('read the bindings of SAML metadata', async () => {
    const { IdentityProvider: made } = await create(saml);
    expect(made?.ProviderDetails).toEqual({
      MetadataFile: metadata,
      SSORedirectBindingURI: 'https://idp.example.com/sso?a=1&b=2',
      SLORedirectBindingURI: 'https://idp.example.com/slo',
    });
    expect(made?.AttributeMapping ?? {}).toEqual({});
  });

  it('change in the parts that are given', async () => {
    const AttributeMapping = { email: 'mail', 'custom:tenant': 'org' };
    await create({ ...oidc, AttributeMapping, AcrMapping: { Level1: 'low' } });
    const { IdentityProvider: changed } = await started.sdk.send(
      new UpdateIdentityProviderCommand({
        UserPoolId,
        ProviderName: 'Corporate',
        IdpIdentifiers: ['corp.example.com'],
      }),
    );
    expect(changed).toMatchObject({
      AttributeMapping: { ...AttributeMapping, username: 'sub' },
      AcrMapping: { Level1: 'low' },
      IdpIdentifiers: ['corp.example.com'],
      ProviderDetails: { attributes_request_method: 'GET', attributes_url_add_attributes: 'false' },
    });
    expect(await describeProvider('Corporate')).toEqual(changed);
    const { IdentityProvider: emptied } = await started.sdk.send(
      new UpdateIdentityProviderCommand({
        UserPoolId,
        ProviderName: 'Corporate',
        AttributeMapping: {},
      }),
    );
    expect(emptied?.AttributeMapping).toEqual({});
    expect(emptied).not.toHaveProperty('IdpIdentifiers');
    const { IdpIdentifiers } = (await describeProvider('Corporate')) ?? {};
    expect(IdpIdentifiers).toEqual(['corp.example.com']);
  });

  it('are found by identifiers, which lead to one provider of a pool', async () => {
    const byIdentifier = (IdpIdentifier: string) =>
      started.sdk.send(new GetIdentityProviderByIdentifierCommand({ UserPoolId, IdpIdentifier }));
    await create({ ...oidc, IdpIdentifiers: ['corp.example.com', 'corp'] });
    const { IdentityProvider: found } = await byIdentifier('corp');
    expect(found).toEqual(await describeProvider('Corporate'));
    await expect(byIdentifier('Corporate')).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(create({ ...saml, IdpIdentifiers: ['corp'] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await started.sdk.send(
      new UpdateIdentityProviderCommand({
        UserPoolId,
        ProviderName: 'Corporate',
        IdpIdentifiers: ['corp.example.com'],
      }),
    );
    await create({ ...saml, IdpIdentifiers: ['corp'] });
    expect((await byIdentifier('corp')).IdentityProvider?.ProviderName).toBe('Partner');
  });

  it('have a name of their own in their pool', async () => {
    await create(oidc);
    await expect(create(oidc)).rejects.toBeInstanceOf(DuplicateProviderException);
    await expect(create(oidc)).rejects.toMatchObject({
      message: `Corporate already exists for tenant ${UserPoolId}.`,
    });
  });

  it.each<[string, Settings, string | RegExp]>([
    [
      'a social type under another name',
      { ...google, ProviderName: 'MyGoogle' },
      'Provider MyGoogle cannot be of type Google.',
    ],
    [
      'a social name for another type',
      { ...oidc, ProviderName: 'Google' },
      'Provider Google cannot be of type OIDC.',
    ],
    ['the pool’s own name', { ...oidc, ProviderName: 'COGNITO' }, /reserved/],
    [
      'a target that isn’t there',
      { ...oidc, AttributeMapping: { email: 'mail', 'custom:nothing': 'x' } },
      'AttributeMapping contains invalid mapping: [custom:nothing]',
    ],
    [
      'a target that is Cognito’s own',
      { ...oidc, AttributeMapping: { sub: 'sub' } },
      'AttributeMapping contains invalid mapping: [sub]',
    ],
    [
      'missing details',
      { ...google, ProviderDetails: app },
      /clientId, clientSecret and authorizeScopes/,
    ],
    [
      'details without a key',
      { ...apple, ProviderDetails: app },
      /clientId, privateKey, teamId, and keyId/,
    ],
    ['SAML without metadata', { ...saml, ProviderDetails: {} }, /^At least one of the Metadata/],
    [
      'SAML with two kinds of metadata',
      { ...saml, ProviderDetails: { MetadataFile: metadata, MetadataURL: 'https://a.example' } },
      /^Only one of the MetadataURL or MetadataFile/,
    ],
    ['metadata of something else', { ...saml, ProviderDetails: { MetadataFile: '<a/>' } }, /not/],
    [
      'an issuer that is no URL',
      { ...oidc, ProviderDetails: { ...oidc.ProviderDetails, oidc_issuer: 'ftp://a' } },
      /oidc_issuer/,
    ],
    ['acr levels without OIDC', { ...google, AcrMapping: { Level1: 'x' } }, /OIDC/],
    ['a fifth acr level', { ...oidc, AcrMapping: { Level5: 'x' } }, /Level4/],
    [
      '51 identifiers',
      { ...oidc, IdpIdentifiers: Array.from({ length: 51 }, (_, index) => `id${index}`) },
      /^1 validation error detected/,
    ],
    ['an identifier twice', { ...oidc, IdpIdentifiers: ['one', 'one'] }, /different/],
  ])('are refused %s', async (_what, settings, message) => {
    await expect(create(settings)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
    });
    expect((await names()).names).toEqual([]);
  });

  it('never repeat a secret when they are refused', async () => {
    const ProviderDetails = { ...google.ProviderDetails, authorize_scopes: '' };
    const refused: unknown = await create({ ...google, ProviderDetails }).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ name: 'InvalidParameterException' });
    expect(JSON.stringify(refused) + String(refused)).not.toContain('its-secret');
  });

  it('are listed page by page, with no token on the last page', async () => {
    for (const settings of [google, oidc, saml]) await create(settings);
    const first = await names(2);
    expect(first.names).toEqual(['Google', 'Corporate']);
    expect(first.Providers?.[0]).toMatchObject({
      ProviderType: 'Google',
      CreationDate: expect.any(Date) as Date,
    });
    const second = await names(2, first.NextToken);
    expect(second.names).toEqual(['Partner']);
    expect(second.NextToken).toBeUndefined();
  });

  it('go, and have to be there', async () => {
    await create(oidc);
    const remove = () =>
      started.sdk.send(
        new DeleteIdentityProviderCommand({ UserPoolId, ProviderName: 'Corporate' }),
      );
    await remove();
    expect((await names()).names).toEqual([]);
    await expect(describeProvider('Corporate')).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(remove()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Identity provider Corporate for tenantId ${UserPoolId} does not exist.`,
    });
    const change = new UpdateIdentityProviderCommand({ UserPoolId, ProviderName: 'Corporate' });
    await expect(started.sdk.send(change)).rejects.toMatchObject({
      message: `Identity provider Corporate in User Pool ${UserPoolId} does not exist.`,
    });
    await create(oidc);
  });
});
