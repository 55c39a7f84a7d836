import { partitionOf, urlSuffixOf } from '../domain/partition.js';
import { accountId } from '../domain/pool/pool-ids.js';
import { intrinsicFunctions } from './intrinsic-functions.js';
import type { Parameters } from './parameters.js';
import type { Remarks } from './remarks.js';
import type { StandIns } from './stand-ins.js';
import { type Template, TemplateError } from './template.js';

export const stackName = 'emulator';

/** Parts of it make names unique. */
const stackUuid = 'c0de0000-e5a1-11f0-8000-0242ac120002';

/** Gives what lies outside a value and can be referred to in it. */
export interface References {
  /** What `Ref` gives for a resource. */
  ref(logicalId: string, path: string): unknown;
  attribute(logicalId: string, name: string, path: string): unknown;
  /** What another template exports under a name; undefined when none does. */
  imported(name: string): unknown;
}

interface Surroundings {
  readonly template: Template;
  readonly region: string;
  readonly parameters: Parameters;
  readonly references: References;
  readonly remarks: Remarks;
  readonly standIns: StandIns;
}

/** Marks a property that `AWS::NoValue` takes away. */
export const noValue = Symbol('AWS::NoValue');

/** Replaces CloudFormation's intrinsic functions by what they stand for (CloudFormation guide, "Intrinsic functions"). */
export class Intrinsics {
  readonly region: string;
  private readonly pseudoParameters: ReadonlyMap<string, unknown>;
  private readonly conditionsUnderway = new Set<string>();

  constructor(private readonly surroundings: Surroundings) {
    this.region = surroundings.region;
    this.pseudoParameters = pseudoParametersOf(this.region);
  }

  /** @throws TemplateError naming the path of what can't be resolved. */
  resolve(value: unknown, path: string): unknown {
    if (Array.isArray(value))
      return value
        .map((item, index) => this.resolve(item, `${path}.${index}`))
        .filter((item) => item !== noValue);
    if (typeof value === 'string') return this.literal(value);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [''];
    if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::')))
      return this.call(name, argument, path);
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
    const { parameters, references } = this.surroundings;
    if (this.pseudoParameters.has(name)) return this.pseudoParameters.get(name);
    return parameters.has(name) ? parameters.valueOf(name) : references.ref(name, path);
  }

  attribute(logicalId: string, name: string, path: string): unknown {
    return this.surroundings.references.attribute(logicalId, name, path);
  }

  /** What a condition of the template says. */
  condition(name: string, path: string): boolean {
    const { Conditions: conditions } = this.surroundings.template;
    if (!Object.hasOwn(conditions, name))
      throw new TemplateError(`${path}: there is no condition ${name}`);
    if (this.conditionsUnderway.has(name))
      throw new TemplateError(`condition ${name} refers to itself`);
    this.conditionsUnderway.add(name);
    try {
      return this.truth(conditions[name], `Conditions.${name}`);
    } finally {
      this.conditionsUnderway.delete(name);
    }
  }

  /** Whether a condition's expression holds, which may name another condition. */
  truth(expression: unknown, path: string): boolean {
    const named = onlyMember(expression, 'Condition');
    if (typeof named === 'string') return this.condition(named, path);
    const value = this.resolve(expression, path);
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw new TemplateError(`${path} must be a condition`);
  }

  /** What a mapping holds under two keys; undefined when it holds nothing. */
  mapped(mapping: string, first: string, second: string): unknown {
    const { Mappings: mappings } = this.surroundings.template;
    return ownMember(ownMember(ownMember(mappings, mapping), first), second);
  }

  /** What another template exports, or the name alone. */
  imported(name: string): unknown {
    const { references, remarks, standIns } = this.surroundings;
    const value = references.imported(name);
    if (value !== undefined) return value;
    remarks.say(`nothing exports ${name}: its name stands in its place`);
    return standIns.of(name);
  }

  private call(name: string, argument: unknown, path: string): unknown {
    const intrinsic = intrinsicFunctions.get(name);
    if (intrinsic !== undefined) return intrinsic(this, argument, path);
    this.surroundings.remarks.say(`${name} is not understood: what it would give is left out`);
    return noValue;
  }

  private literal(text: string): string {
    if (text.includes('{{resolve:'))
      this.surroundings.remarks.say('dynamic references, {{resolve:…}}, are left as they are');
    return text;
  }
}

/** The value of a member that is the only one; undefined for everything else. */
function onlyMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1)
    return undefined;
  return ownMember(value, name);
}

function ownMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function pseudoParametersOf(region: string): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['AWS::Region', region],
    ['AWS::AccountId', accountId],
    ['AWS::Partition', partitionOf(region)],
    ['AWS::URLSuffix', urlSuffixOf(region)],
    ['AWS::StackName', stackName],
    [
      'AWS::StackId',
      `arn:${partitionOf(region)}:cloudformation:${region}:${accountId}:stack/${stackName}/${stackUuid}`,
    ],
    ['AWS::NotificationARNs', []],
    ['AWS::NoValue', noValue],
  ]);
}
