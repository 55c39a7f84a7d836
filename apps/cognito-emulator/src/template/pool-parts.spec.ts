import { useResources } from '@gatehouse/test-kit';
import { identityProviders } from '../domain/pool/identity-provider.js';
import { managedLoginBrandings } from '../domain/pool/managed-login-branding.js';
import { uiCustomizations } from '../domain/pool/ui-customization.js';
import { createHarness, type Harness, region } from '../spec-support/harness.js';
import { applyBlueprint } from './apply-blueprint.js';
import { secretsInStore } from './client-secrets.js';
import { loadBlueprint } from './load-blueprint.js';
import { makeUsers } from './make-users.js';
import { parseTemplate } from './parse-template.js';
import { TemplateError } from './template.js';

const pool = `
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties: { UserPoolTier: PLUS, AutoVerifiedAttributes: [email], Schema: [{ Name: email, Required: true }, { Name: ref, AttributeDataType: String, Mutable: false }] }
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref Pool }
`;
const parts: Readonly<Record<string, string>> = {
  Domain: `
  Domain:
    Type: AWS::Cognito::UserPoolDomain
    Properties: { UserPoolId: !Ref Pool, Domain: parts, ManagedLoginVersion: '2' }`,
  Provider: `
  Provider:
    Type: AWS::Cognito::UserPoolIdentityProvider
    Properties:
      UserPoolId: !Ref Pool
      ProviderName: Corp
      ProviderType: OIDC
      ProviderDetails: { client_id: 12345, client_secret: s, oidc_issuer: 'https://corp.example', authorize_scopes: openid, attributes_request_method: GET }
      AttributeMapping: { email: mail }
      IdpIdentifiers: [corp.example]`,
  Branding: `
  Branding:
    Type: AWS::Cognito::ManagedLoginBranding
    Properties: { UserPoolId: !Ref Pool, ClientId: !Ref Client, Settings: { components: { pageText: { lightMode: { bodyColor: 112233ff } } } } }`,
  Css: `
  Css:
    Type: AWS::Cognito::UserPoolUICustomizationAttachment
    DependsOn: Domain
    Properties: { UserPoolId: !Ref Pool, ClientId: ALL, CSS: '.banner-customizable { color: red }' }`,
  Risk: `
  Risk:
    Type: AWS::Cognito::UserPoolRiskConfigurationAttachment
    Properties: { UserPoolId: !Ref Pool, ClientId: !Ref Client, CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: BLOCK } } }`,
  Logs: `
  Logs:
    Type: AWS::Cognito::LogDeliveryConfiguration
    Properties:
      UserPoolId: !Ref Pool
      LogConfigurations: [{ EventSource: userNotification, LogLevel: ERROR, CloudWatchLogsConfiguration: { LogGroupArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:x' } }]`,
  Group: `
  Group:
    Type: AWS::Cognito::UserPoolGroup
    Properties: { UserPoolId: !Ref Pool, GroupName: staff, Precedence: '3' }`,
  Ann: `
  Ann:
    Type: AWS::Cognito::UserPoolUser
    Properties: { UserPoolId: !Ref Pool, Username: ann, DesiredDeliveryMediums: [EMAIL], ForceAliasCreation: 'false', UserAttributes: [{ Name: email, Value: ann@example.com }] }
  AnnInGroup:
    Type: AWS::Cognito::UserPoolUserToGroupAttachment
    Properties: { UserPoolId: !Ref Pool, Username: !Ref Ann, GroupName: !Ref Group }`,
};
const template = (without: string[] = []) =>
  pool +
  Object.entries(parts)
    .filter(([name]) => !without.includes(name))
    .map(([, text]) => text)
    .join('\n');

describe('parts of a pool', () => {
  const resources = useResources();
  let harness: Harness;
  beforeAll(async () => {
    harness = await resources.add(createHarness((await parseTemplate(template())) as object));
  });

  const inPool = (more: object = {}) => ({ UserPoolId: harness.pool.id, ...more });
  const restart = async (text: string) => {
    const { store, clock } = harness.services;
    const blueprint = await loadBlueprint(text, region);
    await applyBlueprint(store, blueprint, secretsInStore, clock.nowMilliseconds());
    await makeUsers(harness.services, blueprint);
  };
  const clientId = () => harness.services.pools.clientsOf(harness.pool.id)[0]!.id;

  it('are what the API describes', async () => {
    const { call } = harness;
    expect(await call('DescribeUserPoolDomain', { Domain: 'parts' })).toMatchObject({
      DomainDescription: { Domain: 'parts', UserPoolId: harness.pool.id },
    });
    const provider = inPool({ IdpIdentifier: 'corp.example' });
    expect(await call('GetIdentityProviderByIdentifier', provider)).toMatchObject({
      IdentityProvider: {
        ProviderName: 'Corp',
        ProviderDetails: { client_id: '12345', oidc_issuer: 'https://corp.example' },
        AttributeMapping: { email: 'mail', username: 'sub' },
      },
    });
    const ClientId = clientId();
    const branding = await call('DescribeManagedLoginBrandingByClient', inPool({ ClientId }));
    expect(branding).toMatchObject({
      ManagedLoginBranding: {
        ManagedLoginBrandingId: expect.stringMatching(/^[a-f0-9-]{36}$/) as string,
        Settings: { components: { pageText: { lightMode: { bodyColor: '112233ff' } } } },
      },
    });
    expect(await call('GetUICustomization', inPool({ ClientId }))).toMatchObject({
      UICustomization: { CSS: '.banner-customizable { color: red }', CSSVersion: '20260115120000' },
    });
    expect(await call('DescribeRiskConfiguration', inPool({ ClientId }))).toMatchObject({
      RiskConfiguration: {
        CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } },
      },
    });
    expect(await call('GetLogDeliveryConfiguration', inPool())).toMatchObject({
      LogDeliveryConfiguration: { LogConfigurations: [{ EventSource: 'userNotification' }] },
    });
    expect(await call('AdminListGroupsForUser', inPool({ Username: 'ann' }))).toMatchObject({
      Groups: [{ GroupName: 'staff', Precedence: 3 }],
    });
    expect(harness.outbox.all()).toMatchObject([{ username: 'ann', kind: 'AdminCreateUser' }]);
  });

  it('stay as they are at the next start, and follow the template', async () => {
    const { services, clock } = harness;
    const { store } = services;
    const before = [...store.all(identityProviders), ...store.all(managedLoginBrandings)];
    clock.advanceSeconds(60);
    await restart(template());
    expect([...store.all(identityProviders), ...store.all(managedLoginBrandings)]).toEqual(before);
    await restart(
      template().replace('email: mail', "'custom:ref': mail").replace('112233ff', '445566ff'),
    );
    const [provider, branding] = [
      ...store.all(identityProviders),
      ...store.all(managedLoginBrandings),
    ];
    expect(provider).toMatchObject({
      attributeMapping: { 'custom:ref': 'mail' },
      createdAt: before[0]!.createdAt,
    });
    expect(branding).toMatchObject({ id: (before[1] as { id: string }).id });
    expect(JSON.stringify(branding)).toContain('445566ff');
  });

  it('that the template has no longer go; those made by API stay', async () => {
    const { call } = harness;
    const Own = { ProviderName: 'Own', ProviderType: 'OIDC' };
    const ProviderDetails = {
      client_id: 'c',
      client_secret: 's',
      oidc_issuer: 'https://own.example',
      authorize_scopes: 'openid',
      attributes_request_method: 'GET',
    };
    await call('CreateIdentityProvider', inPool({ ...Own, ProviderDetails }));
    await restart(pool);
    expect(await call('ListIdentityProviders', inPool())).toMatchObject({
      Providers: [{ ProviderName: 'Own' }],
    });
    expect(await call('DescribeUserPoolDomain', { Domain: 'parts' })).toEqual({
      DomainDescription: {},
    });
    const ClientId = clientId();
    await expect(
      call('DescribeManagedLoginBrandingByClient', inPool({ ClientId })),
    ).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    expect([...harness.services.store.all(uiCustomizations)]).toEqual([]);
    expect(await call('AdminListGroupsForUser', inPool({ Username: 'ann' }))).toEqual({
      Groups: [],
    });

    await call('CreateUserPoolDomain', inPool({ Domain: 'by-api' }));
    await restart(pool);
    expect(await call('DescribeUserPoolDomain', { Domain: 'by-api' })).toMatchObject({
      DomainDescription: { Domain: 'by-api' },
    });
  });

  it.each([
    [
      'a provider without what its type needs',
      template().replace("oidc_issuer: 'https://corp.example', ", ''),
      'Provider: ',
    ],
    [
      'a mapping to what is not there',
      template().replace('email: mail', "'custom:other': mail"),
      'Provider: AttributeMapping contains invalid mapping: [custom:other]',
    ],
    [
      'a look without a domain',
      template(['Domain']).replace('DependsOn: Domain', ''),
      'Css: There has to be an existing domain',
    ],
    [
      'branding in the tier LITE',
      template(['Risk', 'Logs']).replace('PLUS', 'LITE').replace(", ManagedLoginVersion: '2'", ''),
      'Branding: ',
    ],
    [
      'the wrong level of logs',
      template().replace('LogLevel: ERROR', 'LogLevel: INFO'),
      'Logs: LogLevel INFO',
    ],
    [
      'a reserved domain',
      template().replace('Domain: parts', 'Domain: my-cognito'),
      'Domain: Domain cannot contain reserved word',
    ],
    [
      'a user Cognito refuses',
      template()
        .replace('Name: email, Value: ann@example.com', 'Name: nothing, Value: x')
        .replace('ann,', 'bob,'),
      'Ann: ',
    ],
    ['a type that does not exist', template().replace('OIDC', 'LDAP'), 'Provider.ProviderType: '],
  ])('refuse %s', async (_what, text, reason) => {
    const start = async () => createHarness((await parseTemplate(text)) as object);
    await expect(start()).rejects.toThrow(TemplateError);
    await expect(start()).rejects.toThrow(reason);
  });
});

it('refuses one domain for two pools', async () => {
  const two = `${pool}
  Other: { Type: AWS::Cognito::UserPool }
  One: { Type: AWS::Cognito::UserPoolDomain, Properties: { UserPoolId: !Ref Pool, Domain: same } }
  Two: { Type: AWS::Cognito::UserPoolDomain, Properties: { UserPoolId: !Ref Other, Domain: same } }`;
  await expect(createHarness((await parseTemplate(two)) as object)).rejects.toThrow(
    'Two: Domain already associated with another user pool.',
  );
});
