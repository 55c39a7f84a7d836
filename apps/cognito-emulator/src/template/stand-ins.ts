import { isAbsoluteUri } from '../domain/absolute-uri.js';

/**
 * What stands in a template's values for what is known on AWS alone: imports, dynamic references, parameters that SSM
 * keeps and other services' resources. Such a text may not be what a property takes, which is no fault of the template.
 */
export class StandIns {
  private readonly texts = new Set<string>();

  /** Notes a text as one, and gives it. */
  of(text: string): string {
    if (text !== '') this.texts.add(text);
    return text;
  }

  /** A text that holds some, with small letters, digits and hyphens in their places; undefined when it holds none. */
  plain(text: string): string | undefined {
    const found = text.match(dynamicReference) ?? [];
    const held = [...found, ...this.texts].filter((one) => text.includes(one));
    return held.length === 0
      ? undefined
      : held.sort(longestFirst).reduce((made, one) => made.replaceAll(one, plainOf(one)), text);
  }

  /** What can stand for a text where a URL has to be; undefined for one that holds no stand-in, or is a URL already. */
  url(text: string): string | undefined {
    const plain = this.plain(text);
    if (plain === undefined) return undefined;
    if (!isAbsoluteUri(plain)) return `https://${plain}`;
    return isAbsoluteUri(text) ? undefined : plain;
  }
}

const dynamicReference = /\{\{resolve:[^{}]*\}\}/g;

const longestFirst = (one: string, other: string) => other.length - one.length;

const plainOf = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '');
