import type { Blueprint } from './blueprint.js';
import { loadBlueprint } from './load-blueprint.js';

const parameters = `
Parameters:
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] }
  Name: { Type: String, AllowedPattern: '[a-z]+', MinLength: 2, MaxLength: 5, Default: ann }
  Days: { Type: Number, MinValue: 1, MaxValue: 9, Default: 7 }
  Zones: { Type: CommaDelimitedList, Default: 'a, b,c' }
  Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /aws/service/x }
  Missing: { Type: String }
Mappings:
  Stages: { dev: { Colour: red, List: [x, y] }, prod: { Colour: blue } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
  Both: !And [!Condition IsDev, !Equals [!Ref Days, '7']]
  Either: !Or [!Condition IsProd, !Equals ['1', 1], !Condition Undefined]
  Round: !Not [!Condition About]
  About: !Not [!Condition Round]
  Mapped: !Equals [!FindInMap [Stages, !Ref Stage, Colour], red]
Resources:
  Pool: { Type: AWS::Cognito::UserPool }
`;
const load = (resources: string, given: Record<string, unknown> = {}) =>
  loadBlueprint(parameters + resources, 'eu-west-1', { parameters: given });
const group = (description: string, more = '') =>
  `  Group:\n    Type: AWS::Cognito::UserPoolGroup\n${more}    Properties:\n      UserPoolId: !Ref Pool\n      Description: ${description}\n`;
const described = async (value: string, given: Record<string, unknown> = {}) =>
  (await load(group(value), given)).groups[0]?.description;

describe('functions', () => {
  it.each([
    ['!Ref Image', '/aws/service/x'],
    ['!FindInMap [Stages, !Ref Stage, Colour]', 'red'],
    ['!Select [1, !FindInMap [Stages, dev, List]]', 'y'],
    ['!FindInMap [Stages, prod, List, { DefaultValue: none }]', 'none'],
    ['!If [IsProd, !Ref Nothing, !Sub "${Stage}"]', 'dev'],
    ['!If [Both, a, b]', 'a'],
    ['!If [Either, a, b]', 'a'],
    ['!If [Mapped, a, b]', 'a'],
    ['!Base64 text', 'dGV4dA=='],
    ['!Join ["|", !Ref Zones]', 'a|b|c'],
    ['!Join ["", [!Length [x, y], !If [IsProd, x, !Ref AWS::NoValue]]]', '2'],
    ['!ToJsonString { a: [!Ref Stage] }', '{"a":["dev"]}'],
    ['!Select [2, !GetAZs ""]', 'eu-west-1c'],
    ['!Sub "arn:${AWS::Partition}:${AWS::URLSuffix}"', 'arn:aws:amazonaws.com'],
    ['!If [IsProd, x, !Ref AWS::NoValue]', undefined],
    ['!Cidr [10.0.0.0/16, 1, 8]', undefined],
    ['!ImportValue shared-name', 'shared-name'],
    ['"{{resolve:ssm:/x}}"', '{{resolve:ssm:/x}}'],
    ['12', '12'],
  ])('%s gives %j', async (value, expected) => {
    expect(await described(value)).toBe(expected);
  });

  it('that are not understood are named once', async () => {
    const { remarks } = await load(
      group('!Cidr [a, 1, 8]') +
        group('{{resolve:ssm:/x}}')
          .replace('Group', 'Other')
          .replace('{{', '"{{')
          .replace('}}', '}}"') +
        '  Third: { Type: AWS::Cognito::UserPoolGroup, Properties: { UserPoolId: !Ref Pool, Description: !ImportValue x, RoleArn: !Cidr [] } }',
    );
    expect(remarks).toEqual([
      'Fn::Cidr is not understood: what it would give is left out',
      'dynamic references, {{resolve:…}}, are left as they are',
      'nothing exports x: its name stands in its place',
    ]);
  });

  it.each([
    ['!If [Round, a, b]', 'condition Round refers to itself'],
    ['!If [Undefined, a, b]', 'there is no condition Undefined'],
    ['!Ref Missing', 'parameter Missing has no value and no default'],
    ['!FindInMap [Stages, prod, List]', 'Fn::FindInMap finds nothing'],
    ['!FindInMap [Stages, constructor, name]', 'Fn::FindInMap finds nothing'],
    ['!If [IsDev]', 'three arguments are expected'],
    ['!And [!Condition IsDev]', '2 to 10 conditions'],
    ['!Not [maybe]', 'must be a condition'],
  ])('%s: %s', async (value, reason) => {
    await expect(load(group(value))).rejects.toThrow(reason);
  });
});

describe('parameters', () => {
  it('have the values that are given', async () => {
    expect(await described('!Ref Stage', { Stage: 'prod' })).toBe('prod');
    expect(await described('!Ref Missing', { Missing: 7 })).toBe('7');
    expect(await described('!Join ["|", !Ref Zones]', { Zones: ['x', 'y'] })).toBe('x|y');
  });

  it.each([
    [{ Stage: 'hidden' }, 'parameter Stage is none of its AllowedValues'],
    [{ Name: 'Hidden' }, 'parameter Name does not match its AllowedPattern'],
    [{ Name: 'h' }, 'parameter Name is shorter than its MinLength'],
    [{ Name: 'hiddenn' }, 'parameter Name is longer than its MaxLength'],
    [{ Days: 'hidden' }, 'parameter Days must be a number'],
    [{ Days: 0 }, 'parameter Days is below its MinValue'],
    [{ Days: '10' }, 'parameter Days is above its MaxValue'],
    [{ Days: { a: 1 } }, 'parameter Days must be text'],
  ])('refuse %j', async (given, reason) => {
    await expect(load('', given)).rejects.toThrow(reason);
    await expect(load('', given)).rejects.not.toThrow('idden');
  });

  it('that no template has are remarked', async () => {
    const { remarks } = await load('', { Stagee: 'prod' });
    expect(remarks).toEqual(['the template has no parameter Stagee']);
  });
});

describe('conditions of resources', () => {
  it('decide what is there', async () => {
    const conditional = group('x', '    Condition: IsProd\n');
    expect((await load(conditional)).groups).toEqual([]);
    expect((await load(conditional, { Stage: 'prod' })).groups).toHaveLength(1);
  });

  it('leave nothing to refer to when they do not hold', async () => {
    const both =
      group('x', '    Condition: IsProd\n') + group('!Ref Group').replace('Group:', 'Other:');
    await expect(load(both)).rejects.toThrow('Group is not made, as its condition is false');
    await expect(load(both, { Stage: 'prod' })).resolves.toMatchObject({ groups: [{}, {}] });
  });
});

describe('dependencies', () => {
  it('may not go round', async () => {
    const round = `${group('x', '    DependsOn: [Other]\n')}  Other:\n    Type: AWS::SNS::Topic\n    Properties: { Name: !Sub 'x\${Group}' }\n`;
    await expect(load(round)).rejects.toThrow(
      'Circular dependency between resources: [Group, Other]',
    );
    const broken = round.replace("!Sub 'x${Group}'", '!If [IsProd, !Ref Group, x]');
    await expect(load(broken)).resolves.toMatchObject({ groups: [{}] });
  });

  it('that are missing are remarked: on nothing, and of a client on its scopes', async () => {
    const server = (more: string) => `
  Api: { Type: AWS::Cognito::UserPoolResourceServer, Properties: { UserPoolId: !Ref Pool, Identifier: api, Name: Api, Scopes: [{ ScopeName: r, ScopeDescription: R }] } }
  Client: { Type: AWS::Cognito::UserPoolClient, DependsOn: [${more}], Properties: { UserPoolId: !Ref Pool, AllowedOAuthScopes: [api/r] } }
`;
    expect((await load(server('Nobody'))).remarks).toEqual([
      'Client depends on Nobody, which is not there',
      'Client has scopes of Api and does not depend on it: on AWS it may fail',
    ]);
    expect((await load(server('Api'))).remarks).toEqual([]);
  });
});

describe('loops', () => {
  it('are written out', async () => {
    const { groups } = await load(`
  Fn::ForEach::Groups:
    - Zone
    - !Ref Zones
    - 'Group\${Zone}': { Type: AWS::Cognito::UserPoolGroup, Properties: { UserPoolId: !Ref Pool, GroupName: !Ref Zone, Description: !Sub 'in \${Zone}' } }
`);
    expect(groups.map(({ name, description }) => [name, description])).toEqual([
      ['a', 'in a'],
      ['b', 'in b'],
      ['c', 'in c'],
    ]);
  });

  it('must be loops', async () => {
    await expect(load('  Fn::ForEach::Groups: [a]\n')).rejects.toThrow(
      'Fn::ForEach::Groups must be',
    );
  });
});

describe('several templates', () => {
  const exporting = `
Resources: { Pool: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: one } } }
Outputs: { Id: { Value: !Ref Pool, Export: { Name: !Sub '\${AWS::StackName}-pool' } }, Plain: { Value: x } }
`;
  const importing = `
Resources:
  Pool: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: two } }
  Client: { Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: !ImportValue emulator-pool } }
  Own: { Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: !Ref Pool } }
`;
  const idOf = ({ pools }: Blueprint, name: string) => pools.find((pool) => pool.name === name)?.id;

  it('stand side by side, whatever their resources are called, and import from each other', async () => {
    const alone = await loadBlueprint(exporting, 'eu-west-1');
    const both = await loadBlueprint([exporting, importing], 'eu-west-1');
    expect(idOf(both, 'one')).toBe(idOf(alone, 'one'));
    expect(idOf(both, 'two')).not.toBe(idOf(both, 'one'));
    expect(both.clients.map(({ logicalId, poolId }) => [logicalId, poolId])).toEqual([
      ['Client', idOf(both, 'one')],
      ['Own', idOf(both, 'two')],
    ]);
    expect(both.remarks).toEqual([]);
  });
});

it('refuses what is nested without end', async () => {
  const deep = `{"Resources":{"A":{"Type":"AWS::Cognito::UserPool","Properties":{"UserPoolTags":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}}}}`;
  await expect(loadBlueprint(deep, 'eu-west-1')).rejects.toThrow('nested too deeply');
});
