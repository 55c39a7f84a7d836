import { TemplateError, type TemplateResource, type TemplateResources } from './template.js';

/** Which resources of a template each one needs before it can be made. */
export type Dependencies = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Finds what resources depend on: `DependsOn`, and references anywhere in their properties but for the branch of an
 * `Fn::If` that isn't taken.
 * @param holds says whether a condition of the template is true
 */
export function dependenciesOf(
  resources: TemplateResources,
  holds: (condition: string) => boolean,
): Dependencies {
  const entries = Object.entries(resources).map(([logicalId, resource]) => {
    const named = [...[resource.DependsOn ?? []].flat(), ...references(resource.Properties, holds)];
    return [logicalId, new Set(named.filter((name) => Object.hasOwn(resources, name)))] as const;
  });
  return new Map(entries);
}

/** The names of `DependsOn` that no resource has, whatever its condition. */
export function missingDependencies(
  { DependsOn: stated }: TemplateResource,
  all: TemplateResources,
): readonly string[] {
  return [stated ?? []].flat().filter((name) => !Object.hasOwn(all, name));
}

/** @throws TemplateError naming the resources of a circle. */
export function requireNoCircle(dependencies: Dependencies): void {
  const done = new Set<string>();
  for (const start of dependencies.keys()) {
    const circle = circleFrom(start, dependencies, done);
    if (circle !== undefined)
      throw new TemplateError(`Circular dependency between resources: [${circle.join(', ')}]`);
  }
}

/** Whether one resource needs another, be it through others. */
export function dependsOn(dependencies: Dependencies, one: string, other: string): boolean {
  const seen = new Set([one]);
  for (const name of seen) for (const next of dependencies.get(name) ?? []) seen.add(next);
  return one !== other && seen.has(other);
}

/** Walks on until nothing is new; what is on the way when it is met again closes a circle. */
function circleFrom(
  start: string,
  dependencies: Dependencies,
  done: Set<string>,
): readonly string[] | undefined {
  const way: string[] = [];
  const open = [{ name: start, isLeaving: false }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { name } = step;
    if (step.isLeaving) {
      done.add(name);
      way.pop();
      continue;
    }
    if (way.includes(name)) return way.slice(way.indexOf(name));
    if (done.has(name)) continue;
    way.push(name);
    open.push({ name, isLeaving: true });
    for (const next of dependencies.get(name) ?? []) open.push({ name: next, isLeaving: false });
  }
  return undefined;
}

type Holds = (condition: string) => boolean;

function references(value: unknown, holds: Holds): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => references(item, holds));
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value) as [string, unknown][];
  const [name, argument] = entries[0] ?? [''];
  const find = entries.length === 1 ? referencesOf.get(name) : undefined;
  return find?.(argument, holds) ?? entries.flatMap(([, item]) => references(item, holds));
}

const referencesOf: ReadonlyMap<string, (argument: unknown, holds: Holds) => readonly string[]> =
  new Map([
    ['Ref', (name) => [String(name)]],
    ['Fn::GetAtt', (attribute) => [String([attribute].flat()[0]).split('.')[0] ?? '']],
    ['Fn::Sub', substituted],
    ['Fn::If', taken],
  ]);

function substituted(argument: unknown, holds: Holds): readonly string[] {
  const [text, given] = [argument].flat();
  const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map(
    ([, name = '']) => name.trim().split('.')[0] ?? '',
  );
  return [
    ...names.filter((name) => !Object.hasOwn(given ?? {}, name)),
    ...references(given, holds),
  ];
}

function taken(argument: unknown, holds: Holds): readonly string[] {
  const [condition, whenTrue, whenFalse] = Array.isArray(argument) ? (argument as unknown[]) : [];
  if (typeof condition !== 'string') return [];
  return references(holds(condition) ? whenTrue : whenFalse, holds);
}
