/** Template building blocks for specs: a pool of people who sign in by email, with five kinds of client. */

/** Adds scopes by group to what the sign-in gave, and shows the event in claims so that specs can look at it. */
export const preTokenGenerationCode = `
exports.handler = async (event) => {
  const groups = (event.request.groupConfiguration || {}).groupsToOverride || [];
  const asked = event.request.scopes || [];
  const api = asked.length === 1 && asked[0] === 'aws.cognito.signin.user.admin';
  event.response = {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        scopesToAdd: api ? ['orders/read', ...groups.map((group) => 'orders/' + group)] : [],
        claimsToAddOrOverride: {
          trigger: event.triggerSource,
          askedScopes: asked,
          metadata: event.request.clientMetadata || null,
          sub: 'someone else',
          client_id: 'another',
        },
      },
      idTokenGeneration: {
        claimsToAddOrOverride: { plan: { name: 'gold' }, aud: 'another', token_use: 'access' },
        claimsToSuppress: ['nickname', 'iss'],
      },
    },
  };
  return event;
};
`;

type Resource = Readonly<Record<string, unknown>>;

const pool = { Ref: 'Pool' };

export const emailPool: Resource = {
  Type: 'AWS::Cognito::UserPool',
  Properties: {
    UserPoolName: 'fixture',
    UsernameAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    Policies: {
      PasswordPolicy: {
        MinimumLength: 10,
        RequireUppercase: true,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        TemporaryPasswordValidityDays: 7,
        PasswordHistorySize: 2,
      },
    },
    Schema: [
      { Name: 'email', Required: true, Mutable: true },
      { Name: 'tenant', AttributeDataType: 'String', Mutable: true },
      {
        Name: 'level',
        AttributeDataType: 'Number',
        NumberAttributeConstraints: { MinValue: '1', MaxValue: '9' },
      },
    ],
    VerificationMessageTemplate: {
      EmailMessage: 'Welcome {username}, your code: {####}',
      EmailSubject: 'Welcome',
    },
    LambdaConfig: {
      PreTokenGenerationConfig: {
        LambdaVersion: 'V2_0',
        LambdaArn: { 'Fn::GetAtt': ['PreTokenGeneration', 'Arn'] },
      },
    },
  },
};

const common = { EnableTokenRevocation: true, PreventUserExistenceErrors: 'ENABLED' };

export const clients: Readonly<Record<string, Resource>> = {
  WebClient: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: {
      ...common,
      UserPoolId: pool,
      ClientName: 'web',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AccessTokenValidity: 30,
      IdTokenValidity: 20,
      RefreshTokenValidity: 2,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'hours' },
      ReadAttributes: ['email', 'email_verified', 'name', 'nickname', 'custom:level'],
      WriteAttributes: ['email', 'name', 'nickname', 'custom:level'],
    },
  },
  ServerClient: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: {
      ...common,
      UserPoolId: pool,
      ClientName: 'server',
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
    },
  },
  LegacyClient: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: {
      UserPoolId: pool,
      ClientName: 'legacy',
      ExplicitAuthFlows: ['USER_PASSWORD_AUTH'],
      EnableTokenRevocation: false,
    },
  },
  MachineClient: {
    Type: 'AWS::Cognito::UserPoolClient',
    DependsOn: ['Orders', 'Users'],
    Properties: {
      ...common,
      UserPoolId: pool,
      ClientName: 'machine',
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: [
        { 'Fn::Join': ['', [{ Ref: 'Orders' }, '/read']] },
        { 'Fn::Sub': '${Orders}/write' },
      ],
    },
  },
  WorkerClient: {
    Type: 'AWS::Cognito::UserPoolClient',
    DependsOn: ['Orders'],
    Properties: {
      ...common,
      UserPoolId: pool,
      ClientName: 'worker',
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'],
      AllowedOAuthScopes: ['orders/read', 'orders/write'],
      AccessTokenValidity: 2,
    },
  },
};

export const fixtureTemplate = {
  Parameters: { Prefix: { Type: 'String', Default: 'fixture-domain' } },
  Resources: {
    Pool: emailPool,
    ...clients,
    Orders: {
      Type: 'AWS::Cognito::UserPoolResourceServer',
      Properties: {
        UserPoolId: pool,
        Identifier: 'orders',
        Name: 'Orders',
        Scopes: ['read', 'write', 'support'].map((ScopeName) => ({
          ScopeName,
          ScopeDescription: ScopeName,
        })),
      },
    },
    Users: {
      Type: 'AWS::Cognito::UserPoolResourceServer',
      Properties: {
        UserPoolId: pool,
        Identifier: 'https://users.example/api',
        Name: 'Users',
        Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }],
      },
    },
    SupportGroup: {
      Type: 'AWS::Cognito::UserPoolGroup',
      Properties: {
        UserPoolId: pool,
        GroupName: 'support',
        Precedence: 1,
        RoleArn: 'arn:aws:iam::123456789012:role/support',
      },
    },
    CustomerGroup: {
      Type: 'AWS::Cognito::UserPoolGroup',
      Properties: { UserPoolId: pool, GroupName: 'customer', Precedence: 5 },
    },
    Domain: {
      Type: 'AWS::Cognito::UserPoolDomain',
      Properties: { UserPoolId: pool, Domain: { Ref: 'Prefix' } },
    },
    PreTokenGeneration: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['FunctionRole', 'Arn'] },
        Code: { ZipFile: preTokenGenerationCode },
      },
    },
    FunctionRole: { Type: 'AWS::IAM::Role', Properties: {} },
  },
};

/** The fixture with some properties of a resource replaced. */
export function fixtureWith(logicalId: string, properties: Resource): object {
  const resources: Record<string, Resource> = { ...fixtureTemplate.Resources };
  const resource = resources[logicalId] ?? {};
  const before = resource.Properties as Resource;
  resources[logicalId] = { ...resource, Properties: { ...before, ...properties } };
  return { ...fixtureTemplate, Resources: resources };
}
