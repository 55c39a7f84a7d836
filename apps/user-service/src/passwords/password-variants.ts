/** Characters that stand for letters. The digit 1 stands for two, so there is a table for each. */
const substitutions = { 0: 'o', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', 9: 'g' };
const symbols = { '@': 'a', $: 's', '+': 't', '€': 'e', '|': 'l', '(': 'c' };
const tables: readonly ReadonlyMap<string, string>[] = ['i', 'l'].map(
  (letter) => new Map(Object.entries({ ...substitutions, ...symbols, 1: letter, '!': letter })),
);

/**
 * So many characters around a word add little to it: a year, a date, an exclamation mark. With more of them at random a
 * password is no longer a common one.
 */
const mostAround = 8;

const trims: readonly RegExp[] = [
  /[^\p{L}\p{N}]+$/u,
  /^[^\p{L}\p{N}]+/u,
  /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu,
  /[^\p{L}]+$/u,
  /^[^\p{L}]+/u,
  /^[^\p{L}]+|[^\p{L}]+$/gu,
];

/**
 * The forms in which a password is compared with words: in lower case, without digits and symbols at its ends, once
 * instead of repeated, and with letters for the characters that stand for them.
 */
export function passwordVariants(password: string): ReadonlySet<string> {
  const folded = foldCase(password);
  const trimmed = trims
    .map((ends) => folded.replace(ends, ''))
    .filter((rest) => rest !== '' && folded.length - rest.length <= mostAround);
  const units = [folded, ...trimmed].flatMap((text) => [text, unitOf(text)]);
  return new Set(
    units.flatMap((text) => [text, ...tables.map((table) => withLetters(text, table))]),
  );
}

/** A text in the one spelling of its characters that case and compatibility forms do not change. */
export function foldCase(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** The part of which a text is a repetition, or the text. */
export function unitOf(text: string): string {
  // The second occurrence of a text in its double is at the length of its unit.
  return text.slice(0, (text + text).indexOf(text, 1));
}

function withLetters(text: string, table: ReadonlyMap<string, string>): string {
  return Array.from(text, (character) => table.get(character) ?? character).join('');
}
