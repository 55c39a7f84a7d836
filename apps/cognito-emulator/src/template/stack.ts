import {
  type Dependencies,
  dependenciesOf,
  dependsOn,
  missingDependencies,
  requireNoCircle,
} from './dependencies.js';
import { withoutLoops } from './for-each.js';
import { foreignAttribute, foreignRef } from './foreign-resources.js';
import { Intrinsics, noValue, type References } from './intrinsics.js';
import { type GivenParameters, Parameters } from './parameters.js';
import type { Remarks } from './remarks.js';
import { resourceTypes } from './resources/index.js';
import { userPool } from './resources/user-pool.js';
import type { Properties, ReadContext, ResourceType } from './resources/resource-type.js';
import { withoutServerless } from './serverless.js';
import type { StandIns } from './stand-ins.js';
import {
  checkResources,
  type Template,
  TemplateError,
  type TemplateResources,
} from './template.js';

/** What one template shares with the others it is read beside. */
export interface Surroundings {
  readonly region: string;
  readonly parameters: GivenParameters;
  readonly remarks: Remarks;
  readonly standIns: StandIns;
  /** The user pools of all templates, logical id by id. Every template adds its own before any resource is read. */
  readonly pools: Map<string, string>;
  /** What one of the templates exports under a name. */
  exported(name: string): unknown;
}

/** The resources of one template, with what they refer to. */
export class Stack implements References {
  /** Those that are made: the ones without a condition, or with one that holds. */
  readonly resources: TemplateResources;
  private readonly dependencies: Dependencies;
  private readonly intrinsics: Intrinsics;
  private readonly absent: ReadonlySet<string>;
  private readonly underway = new Set<string>();
  private readonly resolved = new Map<string, unknown>();

  /** @throws TemplateError */
  constructor(
    private readonly template: Template,
    private readonly surroundings: Surroundings,
    /** What a logical id is called beyond this template. */
    private readonly nameOf: (logicalId: string) => string,
  ) {
    const { region, remarks, standIns } = surroundings;
    const parameters = new Parameters(template, surroundings.parameters, standIns);
    this.resources = {};
    this.absent = new Set();
    const within = { template, region, parameters, remarks, standIns };
    this.intrinsics = new Intrinsics({ ...within, references: this });
    const all = this.writtenOut();
    const condition = (name: string) => this.intrinsics.condition(name, 'Conditions');
    const made = Object.entries(all).filter(
      ([, one]) => !one.Condition || condition(one.Condition),
    );
    this.resources = Object.fromEntries(made);
    this.absent = new Set(Object.keys(all).filter((name) => !Object.hasOwn(this.resources, name)));
    this.dependencies = dependenciesOf(this.resources, condition);
    requireNoCircle(this.dependencies);
    for (const [logicalId, resource] of made)
      for (const name of missingDependencies(resource, all))
        remarks.say(`${logicalId} depends on ${name}, which is not there`);
    this.registerPools();
  }

  ref(logicalId: string, path: string): string {
    this.require(logicalId, path);
    const resourceType = this.typeOf(logicalId);
    if (resourceType === undefined)
      return this.surroundings.standIns.of(foreignRef(this.foreign(logicalId)));
    return resourceType.ref(this.lazyProperties(logicalId), this.context(logicalId));
  }

  attribute(logicalId: string, name: string, path: string): string {
    this.require(logicalId, path);
    const resourceType = this.typeOf(logicalId);
    if (resourceType === undefined)
      return this.surroundings.standIns.of(foreignAttribute(this.foreign(logicalId), name));
    const given = this.lazyProperties(logicalId);
    const value = resourceType.attribute?.(name, given, this.context(logicalId));
    if (value === undefined) throw new TemplateError(`${logicalId} has no attribute ${name}`);
    return value;
  }

  imported(name: string): unknown {
    return this.surroundings.exported(name);
  }

  /** What this template exports under a name; undefined when nothing. */
  exported(name: string): unknown {
    for (const [output, stated] of Object.entries(this.template.Outputs)) {
      const { Value: value, Export: names, Condition: condition } = asOutput(stated);
      if (names === undefined) continue;
      if (condition !== undefined && !this.intrinsics.condition(condition, output)) continue;
      if (this.intrinsics.resolve(names.Name, `Outputs.${output}`) === name)
        return this.intrinsics.resolve(value, `Outputs.${output}`);
    }
    return undefined;
  }

  /** The properties of a resource, every reference resolved. */
  properties(logicalId: string): Properties {
    const lazy = this.lazyProperties(logicalId);
    const isCognitos = this.resources[logicalId]?.Type.startsWith('AWS::Cognito::') ?? false;
    const wanted = this.typeOf(logicalId)?.reads;
    const names = Object.keys(lazy).filter((name) => wanted?.includes(name) ?? true);
    const entries = names.map((name) => [
      name,
      isCognitos ? lazy[name] : this.ifResolvable(lazy, name, logicalId),
    ]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Properties;
  }

  context(logicalId: string): ReadContext {
    const { region, remarks, standIns, pools: poolLogicalIds } = this.surroundings;
    return { region, remarks, standIns, logicalId: this.nameOf(logicalId), poolLogicalIds };
  }

  /** Whether one resource needs another, both given by what they are called beyond this template. */
  needs(one: string, other: string): boolean {
    const logicalIdOf = (name: string) =>
      Object.keys(this.resources).find((logicalId) => this.nameOf(logicalId) === name) ?? name;
    return dependsOn(this.dependencies, logicalIdOf(one), logicalIdOf(other));
  }

  private registerPools(): void {
    for (const [logicalId, { Type: type }] of Object.entries(this.resources))
      if (type === userPool.type) {
        const context = this.context(logicalId);
        this.surroundings.pools.set(userPool.ref({}, context), context.logicalId);
      }
  }

  private writtenOut(): TemplateResources {
    const itemsOf = (collection: unknown, path: string) => this.intrinsics.list(collection, path);
    const all = checkResources(withoutLoops(this.template.Resources, itemsOf));
    return withoutServerless(all, this.template.Globals);
  }

  /** A property is resolved when it is looked at: names are needed sooner than the rest. */
  private lazyProperties(logicalId: string): Properties {
    const lazy = {};
    for (const [name, value] of Object.entries(this.resources[logicalId]?.Properties ?? {}))
      Object.defineProperty(lazy, name, {
        enumerable: true,
        get: () => this.property(logicalId, name, value),
      });
    return lazy;
  }

  private property(logicalId: string, name: string, value: unknown): unknown {
    const path = `${logicalId}.${name}`;
    if (this.resolved.has(path)) return this.resolved.get(path);
    if (this.underway.has(path)) throw new TemplateError(`${path} refers to itself`);
    this.underway.add(path);
    try {
      const found = this.intrinsics.resolve(value, path);
      const resolved = found === noValue || found === null ? undefined : found;
      this.resolved.set(path, resolved);
      return resolved;
    } finally {
      this.underway.delete(path);
    }
  }

  /** What isn't Cognito's doesn't stop a start. */
  private ifResolvable(lazy: Properties, name: string, logicalId: string): unknown {
    try {
      return lazy[name];
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      this.surroundings.remarks.say(`${logicalId}.${name} is left out: ${error.reason}`);
      return undefined;
    }
  }

  private foreign(logicalId: string) {
    const { region } = this.surroundings;
    const type = this.resources[logicalId]?.Type ?? '';
    return { type, logicalId, region, properties: this.lazyProperties(logicalId) };
  }

  private require(logicalId: string, path: string): void {
    if (Object.hasOwn(this.resources, logicalId)) return;
    throw new TemplateError(
      this.absent.has(logicalId)
        ? `${path}: ${logicalId} is not made, as its condition is false`
        : `${path}: there is no ${logicalId}`,
    );
  }

  private typeOf(logicalId: string): ResourceType | undefined {
    return resourceTypes.get(this.resources[logicalId]?.Type ?? '');
  }
}

interface Output {
  readonly Value?: unknown;
  readonly Export?: { readonly Name?: unknown };
  readonly Condition?: string;
}

const asOutput = (stated: unknown): Output =>
  typeof stated === 'object' && stated !== null ? stated : {};
