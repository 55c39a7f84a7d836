import { readFile } from 'node:fs/promises';
import { type Blueprint, emptyBlueprint } from './blueprint.js';
import { readTemplate } from './read-template.js';
import { checkTemplate, parseTemplate, TemplateError } from './template.js';

/**
 * What a template asks for, given as the path of its file or as the JSON itself; without one, nothing.
 * @throws TemplateError
 */
export async function loadBlueprint(
  template: string | object | undefined,
  region: string,
): Promise<Blueprint> {
  if (template === undefined) return emptyBlueprint;
  if (typeof template === 'object') return readTemplate(checkTemplate(template), region);
  let text: string;
  try {
    text = await readFile(template, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new TemplateError(`${template} can't be read (${code})`);
  }
  return readTemplate(parseTemplate(text), region);
}
