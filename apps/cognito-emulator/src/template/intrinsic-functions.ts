import { isDeepStrictEqual } from 'node:util';
import { TemplateError } from './template.js';

/** Resolves values of a template for the functions. */
interface Resolver {
  readonly region: string;
  resolve(value: unknown, path: string): unknown;
  text(value: unknown, path: string): string;
  list(value: unknown, path: string): readonly unknown[];
  ref(name: string, path: string): unknown;
  attribute(logicalId: string, name: string, path: string): unknown;
  condition(name: string, path: string): boolean;
  truth(expression: unknown, path: string): boolean;
  mapped(mapping: string, first: string, second: string): unknown;
  imported(name: string): unknown;
}

type IntrinsicFunction = (resolver: Resolver, argument: unknown, path: string) => unknown;

/** What each function gives (CloudFormation guide, "Intrinsic function reference", "Condition functions"). */
export const intrinsicFunctions: ReadonlyMap<string, IntrinsicFunction> = new Map<
  string,
  IntrinsicFunction
>([
  ['Ref', (resolver, name, path) => resolver.ref(String(name), path)],
  ['Fn::GetAtt', getAttribute],
  ['Fn::Sub', substitute],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::FindInMap', findInMap],
  ['Fn::If', choose],
  ['Fn::Equals', equals],
  ['Fn::And', (resolver, all, path) => truths(resolver, all, path).every((one) => one())],
  ['Fn::Or', (resolver, all, path) => truths(resolver, all, path).some((one) => one())],
  ['Fn::Not', not],
  ['Fn::Base64', base64],
  ['Fn::ImportValue', (resolver, name, path) => resolver.imported(resolver.text(name, path))],
  ['Fn::GetAZs', zones],
  ['Fn::Length', (resolver, items, path) => resolver.list(items, path).length],
  ['Fn::ToJsonString', (resolver, value, path) => JSON.stringify(resolver.resolve(value, path))],
]);

function getAttribute(resolver: Resolver, argument: unknown, path: string): unknown {
  const [logicalId = '', ...name] =
    typeof argument === 'string' ? argument.split('.') : resolver.list(argument, path).map(String);
  return resolver.attribute(logicalId, name.join('.'), path);
}

function substitute(resolver: Resolver, argument: unknown, path: string): string {
  const [text, names] = Array.isArray(argument) ? (argument as unknown[]) : [argument];
  if (typeof text !== 'string') throw new TemplateError(`${path}: Fn::Sub needs a text`);
  const given = new Map(Object.entries(names ?? {}));
  return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, inside: string) => {
    if (literal === '!') return `\${${inside}}`;
    const name = inside.trim();
    if (given.has(name)) return resolver.text(given.get(name), path);
    return resolver.text(
      name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name },
      `${path}.${name}`,
    );
  });
}

function join(resolver: Resolver, argument: unknown, path: string): string {
  const [separator, items] = listOf(argument, 2, path);
  return resolver
    .list(items, path)
    .map((item) => resolver.text(item, path))
    .join(resolver.text(separator, path));
}

function select(resolver: Resolver, argument: unknown, path: string): unknown {
  const [index, items] = listOf(argument, 2, path);
  const item = resolver.list(items, path)[Number(resolver.resolve(index, path))];
  if (item === undefined) throw new TemplateError(`${path}: Fn::Select finds nothing`);
  return item;
}

function split(resolver: Resolver, argument: unknown, path: string): readonly string[] {
  const [separator, text] = listOf(argument, 2, path);
  return resolver.text(text, path).split(resolver.text(separator, path));
}

/** With a fourth argument, `{ DefaultValue }`, when the template uses the language extensions. */
function findInMap(resolver: Resolver, argument: unknown, path: string): unknown {
  const [options, ...names] = Array.isArray(argument)
    ? [argument[3] as unknown, ...(argument as unknown[]).slice(0, 3)]
    : [];
  const [mapping = '', first = '', second = ''] = listOf(names, 3, path).map((name) =>
    resolver.text(name, path),
  );
  const found = resolver.mapped(mapping, first, second);
  if (found !== undefined) return resolver.resolve(found, path);
  const preset = (options as { readonly DefaultValue?: unknown } | undefined)?.DefaultValue;
  if (preset !== undefined) return resolver.resolve(preset, path);
  throw new TemplateError(`${path}: Fn::FindInMap finds nothing`);
}

/** Only the branch that is taken must make sense. */
function choose(resolver: Resolver, argument: unknown, path: string): unknown {
  const [condition, whenTrue, whenFalse] = listOf(argument, 3, path);
  if (typeof condition !== 'string') throw new TemplateError(`${path}: Fn::If needs a condition`);
  return resolver.resolve(resolver.condition(condition, path) ? whenTrue : whenFalse, path);
}

function equals(resolver: Resolver, argument: unknown, path: string): boolean {
  const [one, other] = listOf(argument, 2, path).map((side) => resolver.resolve(side, path));
  return isDeepStrictEqual(comparable(one), comparable(other));
}

/** CloudFormation compares `12` and `"12"` as equal. */
const comparable = (value: unknown) =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;

function not(resolver: Resolver, argument: unknown, path: string): boolean {
  const [expression] = listOf(argument, 1, path);
  return !resolver.truth(expression, path);
}

function truths(resolver: Resolver, argument: unknown, path: string): (() => boolean)[] {
  const expressions = Array.isArray(argument) ? (argument as unknown[]) : [];
  if (expressions.length < 2 || expressions.length > 10)
    throw new TemplateError(`${path}: 2 to 10 conditions are expected`);
  return expressions.map((expression) => () => resolver.truth(expression, path));
}

function base64(resolver: Resolver, argument: unknown, path: string): string {
  return Buffer.from(resolver.text(argument, path)).toString('base64');
}

function zones(resolver: Resolver, argument: unknown, path: string): readonly string[] {
  const region = resolver.text(argument, path) || resolver.region;
  return ['a', 'b', 'c'].map((letter) => region + letter);
}

function listOf(argument: unknown, length: number, path: string): readonly unknown[] {
  if (Array.isArray(argument) && argument.length === length) return argument as unknown[];
  const count = ['no', 'one argument is', 'two arguments are', 'three arguments are'][length];
  throw new TemplateError(`${path}: ${count ?? 'other arguments are'} expected`);
}
