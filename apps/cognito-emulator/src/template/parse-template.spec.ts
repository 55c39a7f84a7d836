import { parseTemplate } from './parse-template.js';
import { checkTemplate, TemplateError } from './template.js';

describe('parseTemplate', () => {
  it('reads YAML with short tags as JSON with the functions’ long names', async () => {
    const yaml = `
      # What people write.
      Sub: !Sub '\${A}-b'
      SubWithNames: !Sub ['\${A}', { A: !Ref Name }]
      Join: !Join ['-', [!Ref A, !GetAtt Pool.Arn, plain]]
      If: !If [IsProd, !Ref A, !Ref AWS::NoValue]
      Att: !GetAtt [Pool, Arn]
      Map: !FindInMap [Stages, !Ref Stage, Name]
      Pick: !Select [0, !Split [',', !ImportValue Shared]]
      Is: !And [!Equals [!Ref A, b], !Not [!Condition Other], !Or [!Condition X, !Condition Y]]
      Base: !Base64 text
      Block: !Sub |
        a
        \${B}
      Transform: !Transform { Name: AWS::Include, Parameters: { Location: s3 } }
      Long: { Fn::Sub: x }`;
    expect(await parseTemplate(yaml)).toEqual({
      Sub: { 'Fn::Sub': '${A}-b' },
      SubWithNames: { 'Fn::Sub': ['${A}', { A: { Ref: 'Name' } }] },
      Join: { 'Fn::Join': ['-', [{ Ref: 'A' }, { 'Fn::GetAtt': 'Pool.Arn' }, 'plain']] },
      If: { 'Fn::If': ['IsProd', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] },
      Att: { 'Fn::GetAtt': ['Pool', 'Arn'] },
      Map: { 'Fn::FindInMap': ['Stages', { Ref: 'Stage' }, 'Name'] },
      Pick: { 'Fn::Select': [0, { 'Fn::Split': [',', { 'Fn::ImportValue': 'Shared' }] }] },
      Is: {
        'Fn::And': [
          { 'Fn::Equals': [{ Ref: 'A' }, 'b'] },
          { 'Fn::Not': [{ Condition: 'Other' }] },
          { 'Fn::Or': [{ Condition: 'X' }, { Condition: 'Y' }] },
        ],
      },
      Base: { 'Fn::Base64': 'text' },
      Block: { 'Fn::Sub': 'a\n${B}\n' },
      Transform: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3' } } },
      Long: { 'Fn::Sub': 'x' },
    });
  });

  it('takes scalars as YAML 1.1 does, and dates, times and bytes as text', async () => {
    const yaml =
      'Version: 2010-09-09\nYes: yes\nLetter: y\nTime: 12:30:45\nAccount: 012345678901\nNumber: 12\nAnchor: &a {x: 1}\nAlias: *a\nMerged: {<<: *a}\n';
    expect(await parseTemplate(yaml)).toEqual({
      Version: '2010-09-09',
      true: true,
      Letter: 'y',
      Time: '12:30:45',
      Account: '012345678901',
      Number: 12,
      Anchor: { x: 1 },
      Alias: { x: 1 },
      Merged: { x: 1 },
    });
  });

  it('reads JSON, also behind a byte order mark', async () => {
    expect(await parseTemplate('\uFEFF {"Resources":{"A":{"Type":"B"}}}')).toEqual({
      Resources: { A: { Type: 'B' } },
    });
  });

  const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const letter of ['b', 'c', 'd', 'e', 'f', 'g', 'h']) {
    const before = String.fromCharCode(letter.charCodeAt(0) - 1);
    laughs.push(`${letter}: &${letter} [${`*${before}, `.repeat(9)}]`);
  }

  it.each([
    ['broken JSON', '{', 'it is not JSON'],
    ['broken YAML', 'a:\n  - b\n c: hidden', 'it is not YAML: '],
    ['a tag nobody knows', 'a: !Nonsense hidden', 'TAG_RESOLVE_FAILED at line 1, column 4'],
    ['a name twice', 'a: hidden\na: hidden', 'DUPLICATE_KEY at line 2'],
    ['aliases that multiply', laughs.join('\n'), 'it has too many aliases'],
    ['too much', `a: ${'x'.repeat(1_048_577)}`, 'it is larger than 1 MB'],
  ])('refuses %s and shows nothing of it', async (_what, text, reason) => {
    const error: unknown = await parseTemplate(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TemplateError);
    expect((error as Error).message).toContain(reason);
    expect((error as Error).message).not.toContain('hidden');
  });
});

it.each([
  [null, 'Invalid input: expected object, received null'],
  [{ Resources: 7 }, 'Resources: Invalid input: expected record, received number'],
])('checkTemplate names the place of a fault in %j where it has one', (value, message) => {
  expect(() => checkTemplate(value)).toThrow(new TemplateError(message));
});
