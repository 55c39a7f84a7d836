import { readFile } from 'node:fs/promises';
import { type Blueprint, emptyBlueprint } from './blueprint.js';
import { type LocalModules, withLocalModules } from './local-modules.js';
import { parseTemplate } from './parse-template.js';
import type { GivenParameters } from './parameters.js';
import { readTemplates } from './read-template.js';
import { checkTemplate, type Template, TemplateError } from './template.js';

/** The path of a template's file, its text in JSON or YAML, or what is in it. */
export type TemplateSource = string | object;

export interface BlueprintOptions {
  readonly parameters?: GivenParameters | undefined;
  readonly functions?: LocalModules | undefined;
}

/**
 * What one template or several ask for together; without one, nothing.
 * @throws TemplateError, or LocalModuleError for a module that isn't there.
 */
export async function loadBlueprint(
  source: TemplateSource | readonly TemplateSource[] | undefined,
  region: string,
  { parameters = {}, functions = {} }: BlueprintOptions = {},
): Promise<Blueprint> {
  const sources = [source ?? []].flat() as readonly TemplateSource[];
  const readBlueprint = (templates: readonly Template[]) =>
    readable(() => readTemplates(templates, { region, parameters }));
  const blueprint =
    sources.length === 0
      ? emptyBlueprint
      : await readBlueprint(await Promise.all(sources.map(loadTemplate)));
  return withLocalModules(blueprint, functions);
}

async function loadTemplate(source: TemplateSource): Promise<Template> {
  if (typeof source === 'object') return checkTemplate(source);
  const text = isText(source) ? source : await textOf(source);
  return checkTemplate(await readable(() => parseTemplate(text)));
}

/** No path has two lines, or begins as JSON does. */
const isText = (source: string) => source.includes('\n') || source.trimStart().startsWith('{');

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new TemplateError(`${path} can't be read (${code})`);
  }
}

/** What is nested without end runs out of stack wherever it is read. */
async function readable<Result>(read: () => Result): Promise<Awaited<Result>> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RangeError) throw new TemplateError('it is nested too deeply');
    throw error;
  }
}
