import {
  type CollectionTag,
  isMap,
  isSeq,
  Pair,
  Scalar,
  type ScalarTag,
  type YAMLSeq,
  YAMLMap,
} from 'yaml';

/** Functions with a short tag in YAML, `!Sub` for `Fn::Sub` (CloudFormation guide, "Intrinsic functions"). */
const functionNames = [
  ...['And', 'Base64', 'Cidr', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals'],
  ...['FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or'],
  ...['RefAll', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform', 'ValueOf', 'ValueOfAll'],
];

/** The long name of each short one; two are no `Fn::`. */
const longNames: ReadonlyMap<string, string> = new Map([
  ['Ref', 'Ref'],
  ['Condition', 'Condition'],
  ...functionNames.map((name) => [name, `Fn::${name}`] as const),
]);

/** The tags under which YAML templates call functions; each gives the map that JSON writes. */
export const shortTags: readonly (ScalarTag | CollectionTag)[] = [...longNames].flatMap(
  ([short, long]): (ScalarTag | CollectionTag)[] => [
    { tag: `!${short}`, resolve: (text) => ({ [long]: text }) },
    { tag: `!${short}`, collection: 'seq', resolve: (items) => called(long, untagged(items)) },
    { tag: `!${short}`, collection: 'map', resolve: (entries) => called(long, untagged(entries)) },
  ],
);

function called(name: string, argument: YAMLMap | YAMLSeq): YAMLMap {
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar(name), argument));
  return map;
}

/** The collection without its tag, which would be read once more. */
function untagged(node: unknown): YAMLMap | YAMLSeq {
  if (isMap(node) || isSeq(node)) return node;
  throw new TypeError('a collection was expected');
}
