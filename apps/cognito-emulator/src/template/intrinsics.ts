import { accountId } from '../domain/pool/pool-ids.js';
import { type Template, TemplateError } from './template.js';

export const stackName = 'emulator';

/** Gives what a resource is called once it exists. */
export interface ResourceNames {
  ref(logicalId: string): string;
  attribute(logicalId: string, name: string): unknown;
}

type IntrinsicFunction = (resolver: Intrinsics, argument: unknown, path: string) => unknown;

/** Marks a property that `AWS::NoValue` takes away. */
const noValue = Symbol('AWS::NoValue');

/** Replaces CloudFormation's intrinsic functions by what they stand for (CloudFormation guide, "Intrinsic functions"). */
export class Intrinsics {
  private readonly pseudoParameters: ReadonlyMap<string, unknown>;

  constructor(
    private readonly template: Template,
    private readonly names: ResourceNames,
    readonly region: string,
  ) {
    this.pseudoParameters = new Map<string, unknown>([
      ['AWS::Region', region],
      ['AWS::AccountId', accountId],
      ['AWS::Partition', 'aws'],
      ['AWS::URLSuffix', 'amazonaws.com'],
      ['AWS::StackName', stackName],
      ['AWS::StackId', `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/0`],
      ['AWS::NotificationARNs', []],
      ['AWS::NoValue', noValue],
    ]);
  }

  /** @throws TemplateError naming the path of what can't be resolved. */
  resolve(value: unknown, path: string): unknown {
    if (Array.isArray(value))
      return value
        .map((item, index) => this.resolve(item, `${path}.${index}`))
        .filter((item) => item !== noValue);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [''];
    if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) {
      const intrinsic = intrinsicFunctions.get(name);
      if (intrinsic === undefined) throw new TemplateError(`${path}: ${name} is not understood`);
      return intrinsic(this, argument, path);
    }
    const resolved = entries.map(([key, item]) => [key, this.resolve(item, `${path}.${key}`)]);
    return Object.fromEntries(resolved.filter(([, item]) => item !== noValue));
  }

  text(value: unknown, path: string): string {
    const resolved = this.resolve(value, path);
    if (typeof resolved === 'string') return resolved;
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
    throw new TemplateError(`${path} must be text`);
  }

  list(value: unknown, path: string): readonly unknown[] {
    const resolved = this.resolve(value, path);
    if (!Array.isArray(resolved)) throw new TemplateError(`${path} must be a list`);
    return resolved;
  }

  ref(name: string, path: string): unknown {
    if (this.pseudoParameters.has(name)) return this.pseudoParameters.get(name);
    const parameters = this.template.Parameters ?? {};
    if (Object.hasOwn(parameters, name)) return this.parameter(name);
    this.requireResource(name, path);
    return this.names.ref(name);
  }

  attribute(logicalId: string, name: string, path: string): unknown {
    this.requireResource(logicalId, path);
    return this.names.attribute(logicalId, name);
  }

  private parameter(name: string): unknown {
    const parameter = this.template.Parameters?.[name];
    const { Type = 'String', Default: preset } = parameter ?? {};
    if (preset === undefined) throw new TemplateError(`parameter ${name} has no default`);
    if (Type === 'Number') return Number(preset);
    if (Type !== 'CommaDelimitedList' && !Type.startsWith('List<')) return preset;
    return String(preset)
      .split(',')
      .map((item) => item.trim());
  }

  private requireResource(logicalId: string, path: string): void {
    if (!Object.hasOwn(this.template.Resources, logicalId))
      throw new TemplateError(`${path}: there is no ${logicalId}`);
  }
}

const intrinsicFunctions: ReadonlyMap<string, IntrinsicFunction> = new Map<
  string,
  IntrinsicFunction
>([
  ['Ref', (resolver, name, path) => resolver.ref(String(name), path)],
  ['Fn::GetAtt', getAttribute],
  ['Fn::Sub', substitute],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
]);

function getAttribute(resolver: Intrinsics, argument: unknown, path: string): unknown {
  const [logicalId = '', ...name] =
    typeof argument === 'string' ? argument.split('.') : resolver.list(argument, path).map(String);
  return resolver.attribute(logicalId, name.join('.'), path);
}

function substitute(resolver: Intrinsics, argument: unknown, path: string): string {
  const [text, names] = Array.isArray(argument) ? (argument as unknown[]) : [argument];
  if (typeof text !== 'string') throw new TemplateError(`${path}: Fn::Sub needs a text`);
  const given = new Map(Object.entries(names ?? {}));
  return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    if (given.has(name)) return resolver.text(given.get(name), path);
    return resolver.text(
      name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name },
      `${path}.${name}`,
    );
  });
}

function join(resolver: Intrinsics, argument: unknown, path: string): string {
  const [separator, items] = pair(argument, path);
  return resolver
    .list(items, path)
    .map((item) => resolver.text(item, path))
    .join(resolver.text(separator, path));
}

function select(resolver: Intrinsics, argument: unknown, path: string): unknown {
  const [index, items] = pair(argument, path);
  const item = resolver.list(items, path)[Number(resolver.resolve(index, path))];
  if (item === undefined) throw new TemplateError(`${path}: Fn::Select finds nothing`);
  return item;
}

function split(resolver: Intrinsics, argument: unknown, path: string): readonly string[] {
  const [separator, text] = pair(argument, path);
  return resolver.text(text, path).split(resolver.text(separator, path));
}

function pair(argument: unknown, path: string): [unknown, unknown] {
  if (!Array.isArray(argument) || argument.length !== 2)
    throw new TemplateError(`${path}: two arguments are expected`);
  return argument as [unknown, unknown];
}
