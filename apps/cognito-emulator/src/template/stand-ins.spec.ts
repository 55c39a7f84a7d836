import { loadBlueprint } from './load-blueprint.js';

const others = `
Parameters:
  AppName: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /app/name }
Resources:
  Pool: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: !Sub '\${AppName}-users' } }
  Site: { Type: AWS::S3::Bucket }
  Analytics: { Type: AWS::Pinpoint::App, Properties: { Name: x } }
  Certificate: { Type: AWS::CertificateManager::Certificate, Properties: { DomainName: auth.example.com } }
  Requested: { Type: AWS::CloudFormation::CustomResource }
`;
const load = (resource: string) => loadBlueprint(`${others}  Extra: ${resource}`, 'eu-west-1');
const client = async (more: string) =>
  (
    await load(
      `{ Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: !Ref Pool, ${more} } }`,
    )
  ).clients[0]!.settings;
const domain = async (more: string) =>
  (
    await load(
      `{ Type: AWS::Cognito::UserPoolDomain, Properties: { UserPoolId: !Ref Pool, ${more} } }`,
    )
  ).domains[0]!;

describe('what is known on AWS alone', () => {
  it.each([
    ['!GetAtt Site.WebsiteURL', 'https://site-websiteurl'],
    ['!ImportValue AppUrl', 'https://appurl'],
    ['!ImportValue "Web:ExportsOutput"', 'https://web-exportsoutput'],
    ['!Ref AppName', 'https://app-name'],
    ['"{{resolve:ssm:/app/url}}"', 'https://resolve-ssm-app-url'],
    ['"https://{{resolve:ssm:/host}}/cb"', 'https://resolve-ssm-host/cb'],
    ['!Join ["", ["https://{{resolve:ssm:/", !Ref Site, "}}/cb"]]', 'https://resolve-ssm-site/cb'],
    [
      '!Join ["", ["https://", !ImportValue "Web:ExportsOutput", "/"]]',
      'https://web-exportsoutput/',
    ],
    ['!Sub "https://${Site.DomainName}/cb"', 'https://Site.DomainName/cb'],
    ['app.example', 'app.example'],
  ])('is a URL for a client that wants one: %s', async (value, url) => {
    expect(
      await client(
        `CallbackURLs: [${value}], LogoutURLs: [${value}], DefaultRedirectURI: ${value}`,
      ),
    ).toEqual({ CallbackURLs: [url], LogoutURLs: [url], DefaultRedirectURI: url });
  });

  it('is a URL for a provider, and plain where names have rules', async () => {
    const provider = `{ Type: AWS::Cognito::UserPoolIdentityProvider, Properties: { UserPoolId: !Ref Pool, ProviderName: Corp, ProviderType: OIDC,
      ProviderDetails: { client_id: !Ref AppName, authorize_scopes: openid, oidc_issuer: !ImportValue 'Login:Issuer' } } }`;
    const { pools, identityProviders, remarks } = await load(provider);
    expect(pools[0]!.name).toBe('app-name-users');
    expect(identityProviders[0]!.details).toMatchObject({
      client_id: '/app/name',
      oidc_issuer: 'https://login-issuer',
    });
    expect(remarks).toEqual(
      expect.arrayContaining([
        'Pool.UserPoolName is known on AWS alone: app-name-users stands in its place',
        'Extra.ProviderDetails.oidc_issuer is known on AWS alone: https://login-issuer stands in its place',
      ]),
    );
  });

  it.each([
    '!Ref Certificate',
    '!GetAtt Requested.Arn',
    '!ImportValue Certificate',
    '!Ref AppName',
  ])('is a certificate in Virginia: %s', async (value) => {
    const { settings } = await domain(
      `Domain: auth.example.com, CustomDomainConfig: { CertificateArn: ${value} }`,
    );
    expect(settings.CustomDomainConfig?.CertificateArn).toMatch(
      /^arn:aws:acm:us-east-1:123456789012:certificate\/[a-z\d-]+$/,
    );
  });

  it('is an application of Pinpoint', async () => {
    const { AnalyticsConfiguration } = await client(
      'AnalyticsConfiguration: { ApplicationId: !Ref Analytics, RoleArn: x, ExternalId: y }',
    );
    expect(AnalyticsConfiguration?.ApplicationId).toMatch(/^[\da-f]{32}$/);
  });

  it('may be the part of the stack that makes names unique', async () => {
    const unique = '!Select [4, !Split ["-", !Select [2, !Split ["/", !Ref AWS::StackId]]]]';
    const { domain: prefix } = await domain(`Domain: !Join ["-", [app, ${unique}]]`);
    expect(prefix).toMatch(/^app-[\da-f]{12}$/);
    expect((await domain('Domain: !ImportValue "App:Prefix"')).domain).toBe('app-prefix');
  });

  it('is not what the template itself states', async () => {
    await expect(client('ClientName: !Join ["/", [a, b]]')).rejects.toThrow('Extra.ClientName');
  });
});
