import { allScopes, groups, userScopes } from '@gatehouse/contracts';
import { services } from '@gatehouse/services';
import { readFileSync } from 'node:fs';
import { partnerClient } from './app-clients.js';
import { stackSettings } from './stack-settings.js';
import { requiredMfaTemplateFile, synthesizeTemplate, templateFile } from './template.js';

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DependsOn?: string[];
  DeletionPolicy?: string;
}

const text = synthesizeTemplate();
const template = JSON.parse(text) as {
  Resources: Record<string, Resource>;
  Outputs: Record<string, unknown>;
  Parameters: Record<string, unknown>;
};
const ofType = (type: string) =>
  Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
const clients = ofType('AWS::Cognito::UserPoolClient');
const clientNamed = (name: string) =>
  clients.find(([, { Properties }]) => Properties.ClientName === name)![1].Properties;

const signInClients = services.flatMap((service) =>
  'signInClient' in service ? [service.signInClient] : [],
);
const accountClients = services.flatMap((service) =>
  'accountClient' in service ? [service.accountClient] : [],
);

/** The names of the clients that may request the scope for self-service. */
function listing(synthesized: string): string[] {
  const { Resources } = JSON.parse(synthesized) as typeof template;
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::Cognito::UserPoolClient')
    .map(({ Properties }) => Properties)
    .filter(({ AllowedOAuthScopes }) =>
      (AllowedOAuthScopes as string[]).includes('aws.cognito.signin.user.admin'),
    )
    .map(({ ClientName }) => String(ClientName));
}

describe('the committed template', () => {
  it('is what the stack gives: otherwise run `npm run generate` and commit it', () => {
    expect(readFileSync(templateFile, 'utf8')).toBe(text);
    const requiredMfa = synthesizeTemplate({ ...stackSettings, mfa: 'required' });
    expect(readFileSync(requiredMfaTemplateFile, 'utf8')).toBe(requiredMfa);
  });

  it('is small enough to be sent whole, and stands alone', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(51_200);
    expect(text).not.toMatch(/BootstrapVersion|aws:cdk|AWS::CDK::Metadata|assets?-bucket/);
  });

  it('holds no secret', () => {
    expect(text).not.toMatch(/"(ClientSecret|Password|SecretString|client_secret)"/);
    expect(text).not.toMatch(/AKIA[A-Z0-9]{16}|-----BEGIN/);
  });

  it('tells what the apps are configured with', () => {
    const ids = clients.map(([id]) => `${id}Id`);
    expect(Object.keys(template.Outputs)).toEqual(['UserPoolId', 'Issuer', 'DomainUrl', ...ids]);
  });
});

describe('the user pool', () => {
  const pool = template.Resources.UserPool!;

  it('signs in by email, whatever its case', () => {
    expect(pool.Properties).toMatchObject({
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [{ Name: 'email', Required: true }],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
    });
  });

  it('is not deleted, neither by hand nor with the stack', () => {
    expect(pool.Properties.DeletionProtection).toBe('ACTIVE');
    expect(pool.DeletionPolicy).toBe('Retain');
  });

  it('lets the trigger change access tokens, in a tier that allows it', () => {
    expect(pool.Properties).toMatchObject({
      UserPoolTier: 'ESSENTIALS',
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } },
    });
    const [[, permission]] = ofType('AWS::Lambda::Permission') as [[string, Resource]];
    expect(permission.Properties).toMatchObject({
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': ['UserPool', 'Arn'] },
    });
  });

  it('has every scope of the vocabulary, and no other', () => {
    const scopes = ofType('AWS::Cognito::UserPoolResourceServer').flatMap(([, { Properties }]) => {
      const own = Properties.Scopes as { ScopeName: string; ScopeDescription: string }[];
      expect(own.every(({ ScopeDescription }) => ScopeDescription !== '')).toBe(true);
      return own.map(({ ScopeName }) => `${String(Properties.Identifier)}/${ScopeName}`);
    });
    expect(scopes.sort()).toEqual([...allScopes].sort());
  });

  it('has the groups, the most powerful first', () => {
    const made = ofType('AWS::Cognito::UserPoolGroup').map(([, { Properties }]) => Properties);
    const byPrecedence = made.sort((a, b) => Number(a.Precedence) - Number(b.Precedence));
    expect(byPrecedence.map(({ GroupName }) => GroupName)).toEqual([...groups]);
  });
});

describe.each(clients)('the client %s', (_id, { Properties, DependsOn }) => {
  const isForAccounts = accountClients.some((name) => name === Properties.ClientName);

  it('comes after the resource servers', () => {
    const servers = ofType('AWS::Cognito::UserPoolResourceServer').map(([id]) => id);
    expect(servers).not.toHaveLength(0);
    expect(DependsOn).toEqual(expect.arrayContaining(servers));
  });

  it('states all that has a default worth knowing', () => {
    expect(Properties).toMatchObject({
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
      RefreshTokenValidity: isForAccounts ? 1 : 30,
      AccessTokenValidity: isForAccounts ? 5 : 60,
      IdTokenValidity: isForAccounts ? 5 : 60,
      TokenValidityUnits: {
        AccessToken: 'minutes',
        IdToken: 'minutes',
        RefreshToken: isForAccounts ? 'hours' : 'days',
      },
      GenerateSecret: expect.any(Boolean) as boolean,
      AuthSessionValidity: expect.any(Number) as number,
      AllowedOAuthFlowsUserPoolClient: expect.any(Boolean) as boolean,
      AllowedOAuthFlows: expect.any(Array) as string[],
      AllowedOAuthScopes: expect.any(Array) as string[],
      ReadAttributes: expect.arrayContaining(['email']) as string[],
      WriteAttributes: expect.arrayContaining(['email']) as string[],
    });
  });

  it('rotates refresh tokens if it gets any, which excludes the old refresh flow', () => {
    const { Feature } = Properties.RefreshTokenRotation as { Feature: string };
    const flows = Properties.ExplicitAuthFlows as string[];
    const isMachine = (Properties.AllowedOAuthFlows as string[]).includes('client_credentials');
    expect(Feature).toBe(isMachine ? 'DISABLED' : 'ENABLED');
    expect(flows.includes('ALLOW_REFRESH_TOKEN_AUTH')).toBe(isMachine);
  });
});

describe('what each client may do', () => {
  it('there are no clients but those of browsers, of the table of services and of the partner', () => {
    const names = clients.map(([, { Properties }]) => Properties.ClientName).sort();
    const machines = services.map(({ machineClient }) => machineClient.name);
    const ofServices = [...machines, ...signInClients, ...accountClients];
    expect(names).toEqual(['web', 'docs', 'partner', ...ofServices].sort());
  });

  it.each(['web', 'docs'])('%s: no secret, SRP or a code', (name) => {
    expect(clientNamed(name)).toMatchObject({
      GenerateSecret: false,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: expect.arrayContaining([...userScopes, 'openid']) as string[],
    });
    const machineScopes = allScopes.filter((scope) => !userScopes.includes(scope));
    for (const scope of machineScopes) {
      expect(clientNamed(name).AllowedOAuthScopes).not.toContain(scope);
    }
  });

  it('only the account client lists the scope that lets a token change its user at Cognito', () => {
    expect(listing(text)).toEqual(['account']);
  });

  it('the pages of the domain are managed login, with a style for each client that uses them', () => {
    const [[, domain] = []] = ofType('AWS::Cognito::UserPoolDomain');
    expect(domain?.Properties.ManagedLoginVersion).toBe(2);
    const styled = ofType('AWS::Cognito::ManagedLoginBranding').map(
      ([, { Properties }]) => (Properties.ClientId as { Ref: string }).Ref,
    );
    const atPages = clients.filter(([, { Properties }]) =>
      (Properties.AllowedOAuthFlows as string[]).includes('code'),
    );
    expect(styled.sort()).toEqual(atPages.map(([id]) => id).sort());
    expect(styled).toContain('AccountClient');
  });

  it('web lists that scope too in a pool that allows it', () => {
    const allowing = synthesizeTemplate({ ...stackSettings, allowSelfServiceScope: true });
    expect(listing(allowing)).toEqual(['web', 'account']);
  });

  it('docs: is sent back to where the gateway serves its docs, by a parameter', () => {
    expect(clientNamed('docs')).toMatchObject({
      CallbackURLs: { Ref: 'DocsCallbackUrls' },
      LogoutURLs: { Ref: 'DocsLogoutUrls' },
    });
    expect(template.Parameters).toMatchObject({
      DocsCallbackUrls: { Default: 'http://localhost:3000/docs/oauth2-redirect.html' },
      DocsLogoutUrls: { Default: 'http://localhost:3000/docs' },
    });
  });

  it.each(signInClients)('%s: a secret and the flows of users by API, no OAuth', (name) => {
    expect(clientNamed(name)).toMatchObject({
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH'],
      AllowedOAuthFlowsUserPoolClient: false,
      AllowedOAuthFlows: [],
      AllowedOAuthScopes: [],
    });
  });

  it.each([
    ...services.map(({ machineClient: { name, scopes } }) => [name, scopes] as const),
    ['partner', partnerClient.allowedOAuthScopes ?? []] as const,
  ])('%s: client credentials for %j', (name, scopes) => {
    expect(clientNamed(name)).toMatchObject({
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: scopes,
    });
  });
});
