import {
  AdminListGroupsForUserCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { startServer } from '../server.js';
import { functionTimeoutSeconds } from '../spec-support/harness.js';
import { sdkClient } from '../spec-support/started-emulator.js';
import { loadBlueprint } from './load-blueprint.js';

/** As CDK synthesizes it: tokens, metadata, a custom resource, a rule about versions of the bootstrap stack. */
const fromCdk = {
  Resources: {
    UsersPoolAB12: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Name: 'verified_phone_number', Priority: 1 },
            { Name: 'verified_email', Priority: 2 },
          ],
        },
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
        AutoVerifiedAttributes: ['email'],
        EmailVerificationMessage: 'The verification code to your new account is {####}',
        EmailVerificationSubject: 'Verify your new account',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        MfaConfiguration: 'OPTIONAL',
        SmsVerificationMessage: 'The verification code to your new account is {####}',
        UsernameAttributes: ['email'],
        VerificationMessageTemplate: {
          DefaultEmailOption: 'CONFIRM_WITH_CODE',
          EmailMessage: 'The verification code to your new account is {####}',
          EmailSubject: 'Verify your new account',
          SmsMessage: 'The verification code to your new account is {####}',
        },
        Schema: [{ Mutable: true, Name: 'email', Required: true }],
      },
      UpdateReplacePolicy: 'Retain',
      DeletionPolicy: 'Retain',
      Metadata: { 'aws:cdk:path': 'Stack/Users/Pool/Resource' },
    },
    UsersPoolWebCD34: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        AllowedOAuthFlows: ['implicit', 'code'],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthScopes: [
          'openid',
          { 'Fn::Join': ['', [{ Ref: 'UsersPoolApiEF56' }, '/read']] },
        ],
        CallbackURLs: ['https://example.com'],
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        SupportedIdentityProviders: ['COGNITO'],
        UserPoolId: { Ref: 'UsersPoolAB12' },
      },
    },
    UsersPoolApiEF56: {
      Type: 'AWS::Cognito::UserPoolResourceServer',
      Properties: {
        Identifier: 'api',
        Name: 'api',
        Scopes: [{ ScopeDescription: 'Read', ScopeName: 'read' }],
        UserPoolId: { Ref: 'UsersPoolAB12' },
      },
    },
    DescribeSecret: {
      Type: 'Custom::DescribeCognitoUserPoolClient',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] },
        Create: { 'Fn::Join': ['', ['{"UserPoolId":"', { Ref: 'UsersPoolAB12' }, '"}']] },
      },
    },
    Provider: {
      Type: 'AWS::Lambda::Function',
      Properties: { Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' } } },
    },
    CDKMetadata: {
      Type: 'AWS::CDK::Metadata',
      Properties: { Analytics: 'v2:deflate64:x' },
      Condition: 'CDKMetadataAvailable',
    },
  },
  Conditions: {
    CDKMetadataAvailable: {
      'Fn::Or': [
        {
          'Fn::Or': [
            { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-north-1'] },
            { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
          ],
        },
        { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
      ],
    },
  },
  Parameters: {
    BootstrapVersion: {
      Type: 'AWS::SSM::Parameter::Value<String>',
      Default: '/cdk-bootstrap/hnb659fds/version',
    },
  },
  Rules: { CheckBootstrapVersion: { Assertions: [{ Assert: { 'Fn::Not': [false] } }] } },
};

const fromSam = `
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs22.x, Timeout: 5 }
Parameters:
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] }
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolName: !Sub '\${AWS::StackName}-\${Stage}'
      UsernameAttributes: [email]
      Policies:
        PasswordPolicy: { MinimumLength: 8 }
      Schema:
        - { Name: email, AttributeDataType: String, Required: false }
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref Pool
      GenerateSecret: false
      ExplicitAuthFlows: [USER_PASSWORD_AUTH]
  Confirm:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      InlineCode: |
        exports.handler = async (event) => event;
      Events:
        SignUp: { Type: Cognito, Properties: { UserPool: !Ref Pool, Trigger: PreSignUp } }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: !Ref Stage
      Auth:
        DefaultAuthorizer: Cognito
        Authorizers: { Cognito: { UserPoolArn: !GetAtt Pool.Arn } }
Outputs:
  Issuer: { Value: !GetAtt Pool.ProviderURL }
`;

/** As the Serverless Framework writes it down: names with stages in them, a bucket and log groups beside the pool. */
const fromServerless = {
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'The AWS CloudFormation template for this Serverless application',
  Resources: {
    ServerlessDeploymentBucket: { Type: 'AWS::S3::Bucket', Properties: {} },
    HelloLogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/lambda/x' } },
    CognitoUserPoolMyPool: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        UserPoolName: 'dev-user-pool',
        MfaConfiguration: 'OFF',
        EmailVerificationSubject: 'Your verification code',
        EmailVerificationMessage: 'Your code is {####}.',
        LambdaConfig: { PreSignUp: { 'Fn::GetAtt': ['HelloLambdaFunction', 'Arn'] } },
      },
      DependsOn: ['HelloLambdaFunction'],
    },
    HelloLambdaFunction: {
      Type: 'AWS::Lambda::Function',
      DependsOn: ['HelloLogGroup'],
      Properties: {
        Code: { S3Bucket: { Ref: 'ServerlessDeploymentBucket' }, S3Key: 'hello.zip' },
        Handler: 'handler.hello',
        Runtime: 'nodejs22.x',
      },
    },
    HelloLambdaPermission: {
      Type: 'AWS::Lambda::Permission',
      Properties: { SourceArn: { 'Fn::GetAtt': ['CognitoUserPoolMyPool', 'Arn'] } },
    },
    UserClient: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        ClientName: 'dev-client',
        UserPoolId: { Ref: 'CognitoUserPoolMyPool' },
        ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH'],
        GenerateSecret: 'true',
        RefreshTokenValidity: '30',
      },
    },
  },
  Outputs: {
    UserPoolId: {
      Value: { Ref: 'CognitoUserPoolMyPool' },
      Export: { Name: { 'Fn::Sub': '${AWS::StackName}-UserPoolId' } },
    },
  },
};

const byHand = `
Parameters:
  Environment: { Type: String, Default: test }
  MinLength: { Type: Number, Default: 9 }
  Domains: { Type: CommaDelimitedList, Default: 'a.example, b.example' }
Mappings:
  Urls:
    test: { scheme: http, host: localhost }
    prod: { scheme: https, host: app.example }
Conditions:
  IsProd: !Equals [!Ref Environment, prod]
  WantsGroup: !Not [!Condition IsProd]
Resources:
  Client:
    Type: AWS::Cognito::UserPoolClient
    DependsOn: [Domain]
    Properties:
      UserPoolId: !Ref Pool
      AllowedOAuthFlowsUserPoolClient: true
      AllowedOAuthFlows: [code]
      AllowedOAuthScopes: [openid]
      CallbackURLs:
        - !Sub
          - '\${Scheme}://\${Host}/callback/\${Which}'
          - Scheme: !FindInMap [Urls, !Ref Environment, scheme]
            Host: !FindInMap [Urls, !Ref Environment, host]
            Which: !Join ['-', [!Select [0, !Ref Domains], !Sub '\${Pool}']]
        - !If [IsProd, 'https://other.example', !Ref AWS::NoValue]
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: OFF
      Policies: { PasswordPolicy: { MinimumLength: !Ref MinLength } }
      AdminCreateUserConfig: !If [IsProd, { AllowAdminCreateUserOnly: true }, !Ref AWS::NoValue]
  Domain:
    Type: AWS::Cognito::UserPoolDomain
    Properties:
      UserPoolId: !Ref Pool
      Domain: !Join ['-', [shop, !Ref Environment, !Select [4, !Split ['-', !Select [2, !Split ['/', 'a/b/c-d-e-f-g']]]]]]
  Staff:
    Type: AWS::Cognito::UserPoolGroup
    Condition: WantsGroup
    Properties: { UserPoolId: !Ref Pool, GroupName: staff, Precedence: '0' }
  Ann:
    Type: AWS::Cognito::UserPoolUser
    Properties: { UserPoolId: !Ref Pool, Username: ann, MessageAction: SUPPRESS }
  AnnIsStaff:
    Type: AWS::Cognito::UserPoolUserToGroupAttachment
    Condition: WantsGroup
    Properties: { UserPoolId: !Ref Pool, Username: !Ref Ann, GroupName: !Ref Staff }
  Terms:
    Type: AWS::Cognito::Terms
    Properties: { UserPoolId: !Ref Pool, TermsName: terms-of-use }
  Identities:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: false
      CognitoIdentityProviders: [{ ClientId: !Ref Client, ProviderName: !GetAtt Pool.ProviderName }]
`;

describe('templates as people and tools write them', () => {
  const resources = useResources();

  const boot = async (template: string | object) => {
    const emulator = await resources.add(startServer({ template, functionTimeoutSeconds }));
    const sdk = resources.add(sdkClient(emulator.url));
    const [pool] = emulator.pools();
    const UserPoolId = pool!.id;
    const { UserPool } = await sdk.send(new DescribeUserPoolCommand({ UserPoolId }));
    const [client] = emulator.services.pools.clientsOf(UserPoolId);
    const describe = new DescribeUserPoolClientCommand({ UserPoolId, ClientId: client!.id });
    const { UserPoolClient } = await sdk.send(describe);
    return { UserPool, UserPoolClient, UserPoolId, sdk };
  };

  it('boot from what CDK synthesizes', async () => {
    const { UserPool, UserPoolClient } = await boot(fromCdk);
    expect(UserPool).toMatchObject({ UsernameAttributes: ['email'], MfaConfiguration: 'OPTIONAL' });
    expect(UserPoolClient?.AllowedOAuthScopes).toEqual(['openid', 'api/read']);
  });

  it('boot from a SAM template', async () => {
    const { UserPool, UserPoolClient } = await boot(fromSam);
    expect(UserPool?.Name).toMatch(/-dev$/);
    expect(UserPool?.LambdaConfig?.PreSignUp).toMatch(/^arn:aws:lambda:.*Confirm$/);
    expect(UserPoolClient?.ExplicitAuthFlows).toEqual(['USER_PASSWORD_AUTH']);
  });

  it('boot from what the Serverless Framework writes', async () => {
    const { UserPool, UserPoolClient } = await boot(fromServerless);
    expect(UserPool?.LambdaConfig?.PreSignUp).toContain(':function:');
    expect(UserPoolClient).toMatchObject({
      ClientName: 'dev-client',
      ClientSecret: expect.stringMatching(/^\w{51}$/) as string,
      RefreshTokenValidity: 30,
    });
  });

  it('boot from YAML written by hand, and what is for later is named once', async () => {
    const { remarks } = await loadBlueprint(byHand, 'eu-west-1');
    expect([...remarks].sort()).toEqual(
      ['IdentityPool', 'Terms'].map(
        (name) => `resources of type AWS::Cognito::${name} are not acted on yet`,
      ),
    );
    const { UserPool, UserPoolClient, UserPoolId, sdk } = await boot(byHand);
    expect(UserPool).toMatchObject({ MfaConfiguration: 'OFF', Domain: 'shop-test-g' });
    expect(UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(9);
    expect(UserPoolClient?.CallbackURLs).toEqual([
      `http://localhost/callback/a.example-${UserPoolId}`,
    ]);
    const groups = new AdminListGroupsForUserCommand({ UserPoolId, Username: 'ann' });
    expect((await sdk.send(groups)).Groups).toMatchObject([{ GroupName: 'staff', Precedence: 0 }]);
  });
});
