import { App, type Stack } from 'aws-cdk-lib';
import { stackNameLimit } from './pre-token-generation-function.js';
import { stackSettings } from './stack-settings.js';
import { synthesizeTemplate } from './template.js';
import { UserPoolStack } from './user-pool-stack.js';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

const read = (settings = stackSettings) => JSON.parse(synthesizeTemplate(settings)) as Template;
const template = read();
const properties = (logicalId: string) => template.Resources[logicalId]!.Properties;

describe('the account client', () => {
  it('is confidential, and its tokens live as briefly as Cognito allows', () => {
    expect(properties('AccountClient')).toEqual({
      UserPoolId: { Ref: 'UserPool' },
      ClientName: 'account',
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'],
      CallbackURLs: { Ref: 'AccountCallbackUrls' },
      SupportedIdentityProviders: ['COGNITO'],
      AccessTokenValidity: 5,
      IdTokenValidity: 5,
      RefreshTokenValidity: 1,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'hours' },
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
      AuthSessionValidity: 5,
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
      ReadAttributes: [
        ...['email', 'phone_number', 'name', 'given_name', 'family_name', 'locale'],
        ...['email_verified', 'phone_number_verified'],
      ],
      WriteAttributes: ['email', 'phone_number', 'name', 'given_name', 'family_name', 'locale'],
    });
  });

  it('sends browsers back to addresses that a parameter names', () => {
    expect(template.Parameters.AccountCallbackUrls).toMatchObject({
      Type: 'CommaDelimitedList',
      Default: 'http://localhost:8080/step-up',
    });
    expect(template.Outputs.AccountClientId).toEqual({ Value: { Ref: 'AccountClient' } });
  });

  it('is known to the trigger, which the pool names by its fixed name', () => {
    const name = '${AWS::StackName}-pre-token-generation';
    const prefix = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:';
    expect(properties('PreTokenGenerationFunction')).toMatchObject({
      FunctionName: { 'Fn::Sub': name },
      Environment: { Variables: { ACCOUNT_CLIENT_ID: { Ref: 'AccountClient' } } },
    });
    expect(properties('UserPool').LambdaConfig).toEqual({
      PreTokenGenerationConfig: {
        LambdaArn: { 'Fn::Sub': prefix + name },
        LambdaVersion: 'V2_0',
      },
    });
    expect(properties('PreTokenGenerationPermission')).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'PreTokenGenerationFunction' },
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': ['UserPool', 'Arn'] },
    });
  });

  it('leaves room for the name of the function in the name of the stack', () => {
    const named = (name: string): Stack => new UserPoolStack(new App(), name, stackSettings);
    const longest = 's'.repeat(stackNameLimit);
    expect(`${longest}-pre-token-generation`).toHaveLength(64);
    expect(named(longest).stackName).toBe(longest);
    expect(() => named(`${longest}s`)).toThrow(
      `The stack name ${longest}s has 44 characters; the name of the trigger's function leaves room for 43.`,
    );
  });
});

describe('the resources of the template', () => {
  const settings = [true, false].flatMap((allowSelfServiceScope) =>
    [true, false].map((compromisedCredentials) => ({
      ...stackSettings,
      allowSelfServiceScope,
      compromisedCredentials,
    })),
  );

  it.each(settings)('can be created in some order: %j', (one) => {
    const { Resources: resources } = read(one);
    const order = creationOrder(resources);
    expect([...order].sort()).toEqual(Object.keys(resources).sort());
    const position = (logicalId: string) => order.indexOf(logicalId);
    expect(position('UserPool')).toBeLessThan(position('AccountClient'));
    expect(position('AccountClient')).toBeLessThan(position('PreTokenGenerationFunction'));
  });

  it('could not be created if the pool named the function by Fn::GetAtt', () => {
    const LambdaConfig = { PreSignUp: { 'Fn::GetAtt': ['PreTokenGenerationFunction', 'Arn'] } };
    const { Resources: resources } = template;
    const pool = resources.UserPool!;
    const circular = { ...pool, Properties: { ...pool.Properties, LambdaConfig } };
    expect(creationOrder({ ...resources, UserPool: circular })).not.toContain('UserPool');
  });
});

describe('the setting compromisedCredentials', () => {
  const ofType = ({ Resources: resources }: Template, type: string) =>
    Object.values(resources).filter(({ Type }) => Type === type);
  const riskType = 'AWS::Cognito::UserPoolRiskConfigurationAttachment';

  it('lets Cognito reject known passwords at every client, in the tier and mode that do', () => {
    const on = read({ ...stackSettings, compromisedCredentials: true });
    expect(on.Resources.UserPool!.Properties).toMatchObject({
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
    });
    expect(ofType(on, riskType).map(({ Properties }) => Properties)).toEqual([
      {
        UserPoolId: { Ref: 'UserPool' },
        ClientId: 'ALL',
        CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } },
      },
    ]);
  });

  it('is off in the committed template', () => {
    expect(properties('UserPool').UserPoolTier).toBe('ESSENTIALS');
    expect(properties('UserPool')).not.toHaveProperty('UserPoolAddOns');
    expect(ofType(template, riskType)).toEqual([]);
  });
});

/** An order in which CloudFormation can create resources; those of a circle, and all that need one of them, are missing. */
function creationOrder(resources: Template['Resources']): readonly string[] {
  const order: string[] = [];
  const names = Object.keys(resources);
  for (let before = -1; before < order.length;) {
    before = order.length;
    for (const name of names.filter((one) => !order.includes(one))) {
      const needs = dependenciesOf(resources[name]!).filter((one) => names.includes(one));
      if (needs.every((one) => order.includes(one))) order.push(name);
    }
  }
  return order;
}

function dependenciesOf({ Properties, DependsOn = [] }: Resource): readonly string[] {
  return [...[DependsOn].flat(), ...references(Properties)];
}

/** The names in Ref, Fn::GetAtt and Fn::Sub (CloudFormation guide, "DependsOn attribute"). */
function references(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, argument]: [string, unknown]) => {
    if (key === 'Ref') return [String(argument)];
    if (key === 'Fn::GetAtt') return [String([argument].flat()[0]).split('.')[0] ?? ''];
    const texts = key === 'Fn::Sub' ? [argument].flat().slice(0, 1).map(String) : [];
    const named = texts.flatMap((text) => [...text.matchAll(/\$\{([^!.}]+)[^}]*\}/g)]);
    return [...named.map(([, name = '']) => name), ...references(argument)];
  });
}
