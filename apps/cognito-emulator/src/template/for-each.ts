import { TemplateError } from './template.js';

type Entries = Readonly<Record<string, unknown>>;

/** Gives the items of a loop's collection. */
export type ItemsOf = (collection: unknown, path: string) => readonly unknown[];

/** Three loops inside one another are as many as CloudFormation knows; this only stops what never ends. */
const deepest = 5;
const mostEntries = 500;

/**
 * Writes out the loops of the language extensions among resources: `"Fn::ForEach::Name": [variable, items, body]`
 * stands for the body once an item, with `${variable}` and `&{variable}` replaced (CloudFormation guide, "Fn::ForEach").
 * @throws TemplateError
 */
export function withoutLoops(entries: Entries, itemsOf: ItemsOf, depth = 0): Entries {
  const written = Object.entries(entries).flatMap(([name, entry]) =>
    name.startsWith('Fn::ForEach::')
      ? Object.entries(looped(name, entry, itemsOf, depth))
      : [[name, entry] as const],
  );
  if (written.length > mostEntries)
    throw new TemplateError(`it has more than ${mostEntries} resources`);
  return Object.fromEntries(written);
}

function looped(name: string, loop: unknown, itemsOf: ItemsOf, depth: number): Entries {
  const [variable, collection, body] = Array.isArray(loop) ? (loop as unknown[]) : [];
  if (typeof variable !== 'string' || typeof body !== 'object' || body === null || depth > deepest)
    throw new TemplateError(`${name} must be a variable, a list and a map`);
  const copies = itemsOf(collection, name).map((item) =>
    withoutLoops(filledIn(body, variable, String(item)) as Entries, itemsOf, depth + 1),
  );
  return Object.assign({}, ...copies) as Entries;
}

function filledIn(value: unknown, variable: string, item: string): unknown {
  const text = (from: string) =>
    from
      .replaceAll(`\${${variable}}`, item)
      .replaceAll(`&{${variable}}`, item.replaceAll(/[^A-Za-z0-9]/g, ''));
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((one) => filledIn(one, variable, item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === 'Ref' && entries[0][1] === variable) return item;
  return Object.fromEntries(
    entries.map(([key, one]) => [text(key), filledIn(one, variable, item)]),
  );
}
