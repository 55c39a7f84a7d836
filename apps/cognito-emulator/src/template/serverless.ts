import type { TemplateResource, TemplateResources } from './template.js';

type Properties = Readonly<Record<string, unknown>>;

const functionType = 'AWS::Serverless::Function';

/**
 * Resources as the transform of the Serverless Application Model leaves them, as far as user pools meet them: functions
 * become AWS::Lambda::Function with what `Globals` adds, their events of type Cognito become triggers of the pool they
 * name (SAM developer guide, "AWS::Serverless::Function", "Cognito").
 */
export function withoutServerless(
  resources: TemplateResources,
  globals: unknown,
): TemplateResources {
  const defaults = asMap(asMap(globals).Function);
  const plain = new Map<string, TemplateResource>();
  const triggers: Trigger[] = [];
  for (const [logicalId, resource] of Object.entries(resources)) {
    if (resource.Type !== functionType) {
      plain.set(logicalId, resource);
      continue;
    }
    const properties = merged(defaults, resource.Properties ?? {});
    triggers.push(...triggersOf(logicalId, resource, properties));
    plain.set(logicalId, asLambdaFunction(resource, properties));
    if (properties.Role === undefined) plain.set(`${logicalId}Role`, { Type: 'AWS::IAM::Role' });
  }
  for (const trigger of triggers) attach(plain, trigger);
  return Object.fromEntries(plain);
}

function asLambdaFunction(resource: TemplateResource, properties: Properties): TemplateResource {
  const { InlineCode: code, CodeUri, Events: _events, ...others } = properties;
  const Code = code === undefined ? { CodeUri } : { ZipFile: code };
  return { ...resource, Type: 'AWS::Lambda::Function', Properties: { ...others, Code } };
}

interface Trigger {
  readonly name: string;
  readonly poolLogicalId: string;
  readonly functionArn: unknown;
}

function triggersOf(
  logicalId: string,
  { Condition: condition }: TemplateResource,
  { Events: events }: Properties,
): readonly Trigger[] {
  const arn = { 'Fn::GetAtt': [logicalId, 'Arn'] };
  const functionArn = condition ? { 'Fn::If': [condition, arn, { Ref: 'AWS::NoValue' }] } : arn;
  return Object.values(asMap(events))
    .map(asMap)
    .filter(({ Type: type }) => type === 'Cognito')
    .map(({ Properties: properties }) => asMap(properties))
    .flatMap(({ UserPool: pool, Trigger: names }) => {
      const { Ref: poolLogicalId } = asMap(pool);
      if (typeof poolLogicalId !== 'string') return [];
      return [names].flat().map((name) => ({ name: String(name), poolLogicalId, functionArn }));
    });
}

function attach(
  resources: Map<string, TemplateResource>,
  { name, poolLogicalId, functionArn }: Trigger,
): void {
  const pool = resources.get(poolLogicalId);
  if (pool === undefined) return;
  const LambdaConfig = { ...asMap(pool.Properties?.LambdaConfig), [name]: functionArn };
  resources.set(poolLogicalId, { ...pool, Properties: { ...pool.Properties, LambdaConfig } });
}

/** What a resource states goes before what `Globals` says; maps are merged member by member, lists are joined. */
function merged(defaults: Properties, stated: Properties): Properties {
  const names = new Set([...Object.keys(defaults), ...Object.keys(stated)]);
  return Object.fromEntries([...names].map((name) => [name, both(defaults[name], stated[name])]));
}

function both(preset: unknown, stated: unknown): unknown {
  if (stated === undefined) return preset;
  if (Array.isArray(preset) && Array.isArray(stated)) return preset.concat(stated) as unknown[];
  return isMap(preset) && isMap(stated) ? merged(preset, stated) : stated;
}

const isMap = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asMap = (value: unknown): Properties => (isMap(value) ? value : {});
