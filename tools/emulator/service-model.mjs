/**
 * Prints the inputs of Cognito's operations as Zod schemas: members, types and sets of values from the installed AWS
 * SDK's type declarations, bounds and patterns, which those don't tell, from service-model/constraints.json.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import ts from 'typescript';

const emulator = fileURLToPath(new URL('../../apps/cognito-emulator/', import.meta.url));
const constraints = JSON.parse(readFileSync(`${emulator}service-model/constraints.json`, 'utf8'));
const sdk = createRequire(`${emulator}package.json`).resolve(
  '@aws-sdk/client-cognito-identity-provider/package.json',
);
const entry = join(dirname(sdk), 'dist-types/index.d.ts');
const program = ts.createProgram([entry], { strict: true, noLib: false, skipLibCheck: true });
const checker = program.getTypeChecker();
const exported = checker.getExportsOfModule(
  checker.getSymbolAtLocation(program.getSourceFile(entry)),
);

const simpleTypes = [
  [ts.TypeFlags.String, 'z.string()'],
  [ts.TypeFlags.Number, 'z.int()'],
  [ts.TypeFlags.Boolean, 'z.boolean()'],
];
const printed = new Map();
const formats = new Map();
const spellings = new Map();
const inputs = exported
  .map(({ name }) => name)
  .filter((name) => name.endsWith('CommandInput'))
  .map((name) => name.slice(0, -'CommandInput'.length))
  .sort();
const requests = inputs.map((name) => [name, requestOf(name)]);

const source = `// Made by tools/emulator/service-model.mjs; run npm run generate to remake it.
import { z } from 'zod';

${[...formats].map(([name, text]) => `export const ${name} = ${text};`).join('\n')}

${[...printed].map(([name, text]) => `export const ${name} = ${text};`).join('\n\n')}

/** The input of every operation of the service. */
export const serviceModel = {
${requests.map(([name, request]) => `  ${name}: ${request},`).join('\n')}
} as const;

/** Patterns that the model spells otherwise, by the text of the matcher that stands for them. */
export const modelSpellings: ReadonlyMap<string, string> = new Map([
${[...spellings].map(([matcher, pattern]) => `  [String(${matcher}), ${JSON.stringify(pattern)}],`).join('\n')}
]);

/** Values that the service keeps out of its errors. */
export const sensitiveShapes: ReadonlySet<z.core.$ZodType> = new Set<z.core.$ZodType>([
${constraints.sensitive
  .filter((name) => formats.has(name))
  .map((name) => `  ${name},`)
  .join('\n')}
]);
`;
const style = await prettier.resolveConfig(`${emulator}package.json`);
process.stdout.write(await prettier.format(source, { ...style, parser: 'typescript' }));

function requestOf(name) {
  const symbol = exported.find((one) => one.name === `${name}CommandInput`);
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const [base] = checker.getBaseTypes(type);
  return structure(base);
}

function structure(type) {
  const name = type.symbol.name;
  if (!printed.has(name)) {
    const members = checker.getPropertiesOfType(type).map((member) => memberText(name, member));
    printed.set(
      name,
      members.length === 0 ? 'z.object({})' : `z.object({\n${members.join('\n')}\n})`,
    );
  }
  return name;
}

function memberText(structureName, member) {
  const optional = (member.flags & ts.SymbolFlags.Optional) !== 0;
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(member));
  const constraint = constraints.members[`${structureName}.${member.name}`];
  return `  ${member.name}: ${schema(type, constraint)}${optional ? '.optional()' : ''},`;
}

function schema(type, constraint) {
  if (checker.isArrayType(type)) return list(type, constraint);
  const simple = simpleTypes.find(([flags]) => (type.flags & flags) !== 0)?.[1];
  if (simple) return format(constraint, simple);
  if (isStringSet(type)) return set(type);
  // A document: any JSON there is.
  if (type.isUnion()) return 'z.unknown()';
  return object(type, constraint);
}

function object(type, constraint) {
  const { name } = type.symbol;
  if (name === 'Date') return 'z.number()';
  if (name === 'Uint8Array') return format(constraint, 'z.base64()');
  const values = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  if (values) return `z.record(z.string(), ${schema(checker.getNonNullableType(values))})`;
  if (type.isClassOrInterface()) return structure(type);
  throw new Error(`what is ${checker.typeToString(type)}?`);
}

function list(type, constraint) {
  const [element] = checker.getTypeArguments(type);
  const { of, min, max } = constraints.lists[constraint] ?? {};
  return `z.array(${schema(element, of)})${bounds({ min, max })}`;
}

function isStringSet(type) {
  return (
    type.isStringLiteral() || (type.isUnion() && type.types.every((one) => one.isStringLiteral()))
  );
}

/** One declaration for each set of values, named as the SDK names it. */
function set(type) {
  const name = type.aliasSymbol?.name;
  const declared = (type.isUnion() ? type.types : [type]).map(({ value }) => value);
  const values = [...declared, ...(constraints.undeclaredValues[name] ?? [])].map(
    (value) => `'${value}'`,
  );
  const text = `z.enum([${values.join(', ')}])`;
  if (!name) return text;
  formats.set(name, text);
  return name;
}

/** One declaration for each kind of text or number that has bounds, named as the service's model names it. */
function format(name, base) {
  if (name === undefined) return base;
  const { pattern, matcher = pattern, ...range } = constraints.shapes[name] ?? {};
  formats.set(name, `${base}${bounds(range)}${matching(pattern, matcher)}`);
  return name;
}

function bounds({ min, max }) {
  const least = min === undefined ? '' : `.min(${number(min)})`;
  return max === undefined ? least : `${least}.max(${number(max)})`;
}

/** A pattern that takes long on long texts has a matcher beside it that lets through the same and doesn't. */
function matching(pattern, matcher) {
  if (pattern === undefined) return '';
  const flags = /\\p\{/.test(matcher) ? 'u' : '';
  const expression = `/^${matcher.replace(/^\^|\$$/g, '')}$/${flags}`;
  if (matcher !== pattern) spellings.set(expression, pattern);
  return `.regex(${expression})`;
}

function number(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}
