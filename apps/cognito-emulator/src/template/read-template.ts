import { accountId, poolIdFrom } from '../domain/pool/pool-ids.js';
import { type Blueprint, mergeBlueprints } from './blueprint.js';
import { Intrinsics, type ResourceNames } from './intrinsics.js';
import { ignoredTypes, resourceTypes } from './resources/index.js';
import type { Properties, ReadContext, ResourceType } from './resources/resource-type.js';
import { userPool } from './resources/user-pool.js';
import { withProperScalars } from './scalars.js';
import { type Template, TemplateError } from './template.js';

/**
 * Reads what a CloudFormation template asks for. Resource types it does not know are named once, in a remark.
 * @throws TemplateError
 */
export function readTemplate(template: Template, region: string): Blueprint {
  return new TemplateReader(template, region).read();
}

class TemplateReader implements ResourceNames {
  private readonly intrinsics: Intrinsics;
  private readonly poolLogicalIds: ReadonlyMap<string, string>;
  private readonly underway = new Set<string>();

  constructor(
    private readonly template: Template,
    private readonly region: string,
  ) {
    this.intrinsics = new Intrinsics(template, this, region);
    this.poolLogicalIds = new Map(
      Object.entries(template.Resources)
        .filter(([, { Type }]) => Type === userPool.type)
        .map(([logicalId]) => [poolIdFrom(region, logicalId), logicalId]),
    );
  }

  read(): Blueprint {
    const unknown = new Set<string>();
    const parts: Partial<Blueprint>[] = [];
    for (const [logicalId, { Type, Condition }] of Object.entries(this.template.Resources)) {
      const resourceType = resourceTypes.get(Type);
      if (resourceType === undefined) {
        if (!ignoredTypes.has(Type)) unknown.add(Type);
        continue;
      }
      if (Condition !== undefined)
        throw new TemplateError(`${logicalId}: conditions are not understood`);
      parts.push(resourceType.read(this.properties(logicalId), this.context(logicalId)));
    }
    const remarks = [...unknown].map((type) => `resources of type ${type} are left alone`);
    return mergeBlueprints([...parts, { remarks }]);
  }

  ref(logicalId: string): string {
    const resourceType = this.typeOf(logicalId);
    if (resourceType === undefined) return logicalId;
    return resourceType.ref(this.properties(logicalId), this.context(logicalId));
  }

  attribute(logicalId: string, name: string): string {
    const resourceType = this.typeOf(logicalId);
    if (resourceType === undefined) return this.foreignAttribute(logicalId, name);
    const value = resourceType.attribute?.(
      name,
      this.properties(logicalId),
      this.context(logicalId),
    );
    if (value === undefined) throw new TemplateError(`${logicalId} has no attribute ${name}`);
    return value;
  }

  /** Something unique in the place of what only AWS could say. */
  private foreignAttribute(logicalId: string, name: string): string {
    const type = this.template.Resources[logicalId]?.Type ?? '';
    const service = type.split('::')[1]?.toLowerCase() ?? 'cloudformation';
    return name === 'Arn'
      ? `arn:aws:${service}:${this.region}:${accountId}:${logicalId}`
      : `${logicalId}.${name}`;
  }

  private properties(logicalId: string): Properties {
    if (this.underway.has(logicalId)) throw new TemplateError(`${logicalId} refers to itself`);
    this.underway.add(logicalId);
    try {
      const given = this.template.Resources[logicalId]?.Properties ?? {};
      return withProperScalars(this.intrinsics.resolve(given, logicalId)) as Properties;
    } finally {
      this.underway.delete(logicalId);
    }
  }

  private context(logicalId: string): ReadContext {
    return { region: this.region, logicalId, poolLogicalIds: this.poolLogicalIds };
  }

  private typeOf(logicalId: string): ResourceType | undefined {
    return resourceTypes.get(this.template.Resources[logicalId]?.Type ?? '');
  }
}
