import { TemplateError } from './template.js';

/** S3 holds templates of up to 1 MB (CloudFormation guide, "Quotas"). */
const mostCharacters = 1_048_576;

/**
 * Reads the text of a template, which is JSON or YAML 1.1 with the short tags of CloudFormation's functions.
 * @throws TemplateError that says where, and nothing of what is written there.
 */
export async function parseTemplate(text: string): Promise<unknown> {
  if (text.length > mostCharacters) throw new TemplateError('it is larger than 1 MB');
  const plain = text.replace(/^\uFEFF/, '');
  if (!plain.trimStart().startsWith('{')) {
    // What reads YAML takes a while to load, and most templates are JSON.
    const { parseYaml } = await import('./parse-yaml.js');
    return parseYaml(plain);
  }
  try {
    return JSON.parse(plain) as unknown;
  } catch {
    throw new TemplateError('it is not JSON');
  }
}
