import { LineCounter, parseDocument, type ScalarTag, type Tags } from 'yaml';
import { shortTags } from './short-tags.js';
import { TemplateError } from './template.js';

/** More aliases than any person writes; each may stand for much. */
const mostAliases = 100;

/** Text that YAML 1.1 takes for a date, a time or bytes is text to CloudFormation. */
const foreignTags = new Set([
  'tag:yaml.org,2002:binary',
  'tag:yaml.org,2002:omap',
  'tag:yaml.org,2002:pairs',
  'tag:yaml.org,2002:set',
  'tag:yaml.org,2002:timestamp',
]);

/** `y` and `n` are letters, and an account id may begin with a zero. */
const plainText: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  test: /^(?:[yYnN]|0\d+)$/,
  resolve: (text) => text,
};

/**
 * Reads YAML 1.1 with the short tags of CloudFormation's functions.
 * @throws TemplateError that says where, and nothing of what is written there.
 */
export function parseYaml(text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.1',
    customTags: (tags) => [plainText, ...tags.filter(isCloudFormations), ...shortTags],
    lineCounter,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new TemplateError(`it is not YAML: ${error.code} at line ${line}, column ${col}`);
  }
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (thrown) {
    if (thrown instanceof ReferenceError) throw new TemplateError('it has too many aliases');
    throw thrown;
  }
}

function isCloudFormations(tag: Tags[number]): boolean {
  if (typeof tag === 'string') return true;
  return !foreignTags.has(tag.tag) && tag.format !== 'TIME';
}
