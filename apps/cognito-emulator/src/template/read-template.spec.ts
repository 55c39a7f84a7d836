import { clients, fixtureTemplate, fixtureWith } from '../spec-support/fixture-template.js';
import { readTemplates } from './read-template.js';
import { checkTemplate, TemplateError } from './template.js';

const read = (template: object, region = 'eu-west-1') =>
  readTemplates([checkTemplate(template)], { region });
const withResource = (resource: object, parameters: object = {}) => ({
  Parameters: parameters,
  Resources: { ...fixtureTemplate.Resources, Extra: resource },
});
/** What a value in a template resolves to: the description of a group. */
const resolved = (Description: unknown, parameters: object = {}) => {
  const Properties = { UserPoolId: { Ref: 'Pool' }, GroupName: 'extra', Description };
  const { groups } = read(
    withResource(
      { Type: 'AWS::Cognito::UserPoolGroup', Properties },
      {
        Prefix: { Type: 'String', Default: 'p' },
        ...parameters,
      },
    ),
  );
  return groups.find(({ name }) => name === 'extra')?.description;
};

describe('readTemplate', () => {
  const blueprint = read(fixtureTemplate);
  const [pool] = blueprint.pools;

  it('derives ids from logical ids alone', () => {
    expect(pool!.id).toBe('eu-west-1_sztxdNq7v');
    expect(blueprint.clients.map(({ name, id }) => [name, id])).toEqual([
      ['web', expect.stringMatching(/^[a-z0-9]{26}$/)],
      ['server', expect.stringMatching(/^[a-z0-9]{26}$/)],
      ['legacy', expect.stringMatching(/^[a-z0-9]{26}$/)],
      ['machine', expect.stringMatching(/^[a-z0-9]{26}$/)],
      ['worker', expect.stringMatching(/^[a-z0-9]{26}$/)],
    ]);
    expect(new Set(blueprint.clients.map(({ id }) => id)).size).toBe(5);
    const edited = read(fixtureWith('Pool', { UserPoolName: 'renamed', UserPoolTier: 'PLUS' }));
    expect(edited.pools[0]!.id).toBe(pool!.id);
    expect(edited.clients.map(({ id }) => id)).toEqual(blueprint.clients.map(({ id }) => id));
    expect(read(fixtureTemplate, 'us-east-1').pools[0]!.id).toBe('us-east-1_sztxdNq7v');
  });

  it('reads what the resources ask for', () => {
    expect(pool).toMatchObject({ logicalId: 'Pool', name: 'fixture' });
    expect(pool!.settings.LambdaConfig?.PreTokenGenerationConfig).toEqual({
      LambdaVersion: 'V2_0',
      LambdaArn: 'arn:aws:lambda:eu-west-1:123456789012:function:emulator-PreTokenGeneration',
    });
    expect(blueprint.domains).toEqual([
      { logicalId: 'Domain', poolId: pool!.id, domain: 'fixture-domain', settings: {} },
    ]);
    expect(blueprint.groups.map(({ name }) => name)).toEqual(['support', 'customer']);
    expect(blueprint.resourceServers.map(({ identifier }) => identifier)).toEqual([
      'orders',
      'https://users.example/api',
    ]);
    const machine = blueprint.clients.find(({ name }) => name === 'machine');
    expect(machine?.settings.AllowedOAuthScopes).toEqual(['orders/read', 'orders/write']);
    expect(blueprint.functions).toHaveLength(1);
    expect(blueprint.remarks).toEqual([]);
  });

  it.each([
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ Ref: 'AWS::AccountId' }, '123456789012'],
    [{ Ref: 'AWS::StackName' }, 'emulator'],
    [{ Ref: 'Pool' }, 'eu-west-1_sztxdNq7v'],
    [{ Ref: 'Domain' }, 'fixture-domain'],
    [
      { 'Fn::GetAtt': ['Pool', 'Arn'] },
      'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_sztxdNq7v',
    ],
    [
      { 'Fn::GetAtt': 'Pool.ProviderURL' },
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_sztxdNq7v',
    ],
    [
      { 'Fn::GetAtt': ['FunctionRole', 'Arn'] },
      'arn:aws:iam::123456789012:role/emulator-FunctionRole',
    ],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, 7]] }, 'a-eu-west-1-7'],
    [
      { 'Fn::Sub': '${AWS::Region}/${Pool}/${Pool.UserPoolId}/${!Pool}' },
      'eu-west-1/eu-west-1_sztxdNq7v/eu-west-1_sztxdNq7v/${Pool}',
    ],
    [{ 'Fn::Sub': ['${A}-${AWS::Region}', { A: { Ref: 'Prefix' } }] }, 'p-eu-west-1'],
    [{ 'Fn::Select': ['1', { 'Fn::Split': [',', 'a,b,c'] }] }, 'b'],
    [{ 'Fn::Select': [0, { Ref: 'List' }] }, 'x'],
    [{ Ref: 'AWS::NoValue' }, undefined],
  ])('resolves %j', (value, expected) => {
    const list = { List: { Type: 'CommaDelimitedList', Default: 'x, y' } };
    expect(resolved(value, list)).toBe(expected?.replace('fixture-domain', 'p'));
  });

  it('gives properties their types, as CloudFormation does', () => {
    const edited = read({
      ...fixtureWith('Pool', {
        Policies: { PasswordPolicy: { MinimumLength: { Ref: 'Length' }, RequireNumbers: 'true' } },
        Schema: [
          { Name: 'x', AttributeDataType: 'String', StringAttributeConstraints: { MaxLength: 5 } },
        ],
      }),
      Parameters: {
        Length: { Type: 'Number', Default: 12 },
        Prefix: { Type: 'String', Default: 'p' },
      },
    });
    const { settings } = edited.pools[0]!;
    expect(settings.Policies?.PasswordPolicy).toEqual({ MinimumLength: 12, RequireNumbers: true });
    expect(settings.SchemaAttributes?.at(-1)).toMatchObject({
      Name: 'custom:x',
      StringAttributeConstraints: { MaxLength: '5' },
    });
  });

  it('says once, by name, what it leaves alone', () => {
    const client = clients.WebClient!;
    const renamed = { ...(client.Properties as object), Colour: 'red' };
    const Resources = {
      ...fixtureTemplate.Resources,
      One: { Type: 'AWS::SNS::Topic', Properties: { X: { 'Fn::Whatever': 1 } } },
      Two: { Type: 'AWS::SNS::Topic' },
      Three: { Type: 'AWS::Cognito::IdentityPool' },
      WebClient: { ...client, Properties: renamed },
      Again: { ...client, Properties: renamed },
    };
    const Transform = ['AWS::Serverless-2016-10-31', 'Mine', { Name: 'AWS::Include' }];
    expect(read({ ...fixtureTemplate, Resources, Transform }).remarks).toEqual([
      'the transform Mine is not run',
      'the transform AWS::Include is not run',
      'the property Colour of AWS::Cognito::UserPoolClient is not known',
      'resources of type AWS::SNS::Topic are left alone',
      'resources of type AWS::Cognito::IdentityPool are not acted on yet',
    ]);
  });

  it.each([
    [{ Ref: 'Nothing' }, 'there is no Nothing'],
    [{ Ref: '__proto__' }, 'there is no __proto__'],
    [{ Ref: 'Bare' }, 'parameter Bare has no value and no default'],
    [{ 'Fn::GetAtt': ['Pool', 'Colour'] }, 'Pool has no attribute Colour'],
    [{ 'Fn::GetAtt': ['constructor', 'Arn'] }, 'there is no constructor'],
    [{ 'Fn::If': ['a', 'b', 'c'] }, 'there is no condition a'],
    [{ 'Fn::FindInMap': ['A', 'B', 'C'] }, 'Fn::FindInMap finds nothing'],
    [{ 'Fn::Select': ['3', ['a']] }, 'Fn::Select finds nothing'],
    [{ 'Fn::Join': ['-'] }, 'two arguments are expected'],
    [{ 'Fn::Join': ['-', 'a'] }, 'must be a list'],
    [{ 'Fn::Sub': 7 }, 'Fn::Sub needs a text'],
    [{ Ref: 'Extra' }, 'Circular dependency between resources: [Extra]'],
    [['a'], 'Extra.Description'],
  ])('refuses %j', (value, text) => {
    const bare = { Bare: { Type: 'String' } };
    expect(() => resolved(value, bare)).toThrow(TemplateError);
    expect(() => resolved(value, bare)).toThrow(text);
  });

  it.each([
    [
      {
        Type: 'AWS::Cognito::UserPoolDomain',
        Properties: { UserPoolId: 'eu-west-1_x', Domain: 'd' },
      },
      'not a user pool of this template',
    ],
    [
      {
        Type: 'AWS::Cognito::UserPoolDomain',
        Properties: { UserPoolId: { Ref: 'Pool' }, Domain: 'No Domain' },
      },
      'Extra.Domain',
    ],
    [
      { Type: 'AWS::Cognito::UserPoolDomain', Condition: 'C', Properties: {} },
      'there is no condition C',
    ],
    [
      { Type: 'AWS::Cognito::UserPool', Properties: { MfaConfiguration: 'SOMETIMES' } },
      'Extra.MfaConfiguration',
    ],
  ])('refuses %.60j', (resource, text) => {
    const prefix = { Prefix: { Type: 'String', Default: 'p' } };
    expect(() => read(withResource(resource, prefix))).toThrow(text);
  });

  it.each([[], { Resources: 7 }, { Resources: { A: {} } }, null, 'text', { Resources: { A: 7 } }])(
    'is no template: %j',
    (template) => {
      expect(() => read(template as object)).toThrow(TemplateError);
    },
  );
});
