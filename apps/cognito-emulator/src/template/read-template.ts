import { type Blueprint, mergeBlueprints } from './blueprint.js';
import { type GivenParameters, remarkUnknownParameters } from './parameters.js';
import { Remarks } from './remarks.js';
import { ignoredTypes, resourceTypes, typesForLater } from './resources/index.js';
import { knownProperties } from './resources/known-properties.js';
import { Stack } from './stack.js';
import { StandIns } from './stand-ins.js';
import type { Template } from './template.js';

export interface ReadOptions {
  readonly region: string;
  /** Values for the templates' parameters. */
  readonly parameters?: GivenParameters;
}

/**
 * Reads what CloudFormation templates ask for together. What isn't known in them is named once, in a remark.
 * @throws TemplateError
 */
export function readTemplates(
  templates: readonly Template[],
  { region, parameters = {} }: ReadOptions,
): Blueprint {
  const remarks = new Remarks();
  const stacks: Stack[] = [];
  const exported = (name: string) =>
    stacks.map((stack) => stack.exported(name)).find((value) => value !== undefined);
  const pools = new Map<string, string>();
  const standIns = new StandIns();
  const surroundings = { region, parameters, remarks, standIns, exported, pools };
  for (const template of templates) {
    const before = [...stacks];
    const isTaken = (logicalId: string) =>
      before.some(({ resources }) => Object.hasOwn(resources, logicalId));
    const nameOf = (logicalId: string) =>
      isTaken(logicalId) ? `${logicalId}-${before.length + 1}` : logicalId;
    stacks.push(new Stack(template, surroundings, nameOf));
    remarkTransforms(template, remarks);
  }
  remarkUnknownParameters(parameters, templates, remarks);
  const read = mergeBlueprints(stacks.map((stack) => readStack(stack, remarks)));
  return { ...read, remarks: remarks.all() };
}

function readStack(stack: Stack, remarks: Remarks): Blueprint {
  const parts: Partial<Blueprint>[] = [];
  for (const [logicalId, { Type: type }] of Object.entries(stack.resources)) {
    const resourceType = resourceTypes.get(type);
    if (resourceType === undefined) {
      remarkType(type, remarks);
      continue;
    }
    const properties = stack.properties(logicalId);
    remarkProperties(type, properties, remarks);
    parts.push(resourceType.read(properties, stack.context(logicalId)));
  }
  const blueprint = mergeBlueprints(parts);
  remarkMissingOrder(stack, blueprint, remarks);
  return blueprint;
}

function remarkType(type: string, remarks: Remarks): void {
  if (typesForLater.has(type)) remarks.say(`resources of type ${type} are not acted on yet`);
  else if (!ignoredTypes.has(type)) remarks.say(`resources of type ${type} are left alone`);
}

function remarkProperties(type: string, properties: object, remarks: Remarks): void {
  for (const name of Object.keys(properties))
    if (knownProperties[type]?.includes(name) === false)
      remarks.say(`the property ${name} of ${type} is not known`);
}

/** Macros change templates on AWS alone; those two are written out here. */
function remarkTransforms({ Transform: transforms }: Template, remarks: Remarks): void {
  for (const transform of [transforms ?? []].flat())
    if (
      !['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions'].includes(
        nameOfTransform(transform),
      )
    )
      remarks.say(`the transform ${nameOfTransform(transform)} is not run`);
}

function nameOfTransform(transform: unknown): string {
  if (typeof transform === 'string') return transform;
  const { Name: name } = (transform ?? {}) as { readonly Name?: unknown };
  return typeof name === 'string' ? name : 'without a name';
}

/** On AWS a client with a scope that isn't there yet fails, now and then: whichever CloudFormation makes first. */
function remarkMissingOrder(stack: Stack, blueprint: Blueprint, remarks: Remarks): void {
  for (const { logicalId: client, poolId, settings } of blueprint.clients)
    for (const server of blueprint.resourceServers) {
      if (server.poolId !== poolId || server.declaredAs === undefined) continue;
      const asks = settings.AllowedOAuthScopes?.some((scope) =>
        server.scopes.some(({ name }) => scope === `${server.identifier}/${name}`),
      );
      if (asks && !stack.needs(client, server.declaredAs))
        remarks.say(
          `${client} has scopes of ${server.declaredAs} and does not depend on it: on AWS it may fail`,
        );
    }
}
