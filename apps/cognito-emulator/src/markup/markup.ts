/** Markup that is safe to send: `markup` alone makes it, and escapes whatever is put into it. */
export class Html {
  private constructor(private readonly markup: string) {}

  /** Everything between the literal parts is text, unless it is Html itself; nothing stands for what isn't there. */
  static from(literals: readonly string[], values: readonly HtmlValue[]): Html {
    const parts = literals.map((literal, index) => literal + markupOf(values[index]));
    return new Html(parts.join(''));
  }

  toString(): string {
    return this.markup;
  }
}

export type HtmlValue = Html | string | number | false | undefined | readonly HtmlValue[];

/** Markup with values in it. Values of attributes need quotes around them, which the spec looks for. */
export const markup = (literals: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  Html.from(literals, values);

/** Attributes of an element; one that is undefined or false isn't there, one that is true has no value. */
export function attributes(
  named: Readonly<Record<string, string | number | boolean | undefined>>,
): Html {
  const parts = Object.entries(named).map(([name, value]) => {
    if (!/^[a-z][a-z-]*$/.test(name)) throw new Error('an attribute has a name of another form');
    if (value === undefined || value === false) return markup``;
    return value === true ? Html.from([` ${name}`], []) : Html.from([` ${name}="`, '"'], [value]);
  });
  return markup`${parts}`;
}

function markupOf(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return value.map(markupOf).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
