/**
 * Invisible characters where they change what is seen, and nowhere else: elsewhere they make different texts look alike or
 * hide data in one (UTR #36, UTS #39).
 */
const neededInvisibles = new RegExp(
  [
    // ZWNJ and ZWJ choose the forms of letters in scripts that join them (Unicode core specification, 23.2).
    String.raw`(?<=[\p{L}\p{M}])(?<=[${joiningScripts()}])[\u200C\u200D]`,
    // The Mongolian vowel separator and free variation selectors.
    String.raw`(?<=\p{Script=Mongolian})[\u180B-\u180D\u180F]`,
    String.raw`(?<=\p{Script=Mongolian})\u180E(?=\p{Script=Mongolian})`,
    // Emoji sequences: joined emoji, text or emoji style, keycaps, and the three flags made of tags (UTS #51).
    String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})`,
    String.raw`(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]`,
    String.raw`(?<=[#*0-9])\uFE0F(?=\u20E3)`,
    String.raw`(?<=\u{1F3F4})(?:${['gbeng', 'gbsct', 'gbwls'].map(tags).join('|')})`,
    // Variants of ideographs, as Japanese names have them, and of letters with standardized variants.
    String.raw`(?<=\p{Ideographic})[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
    String.raw`(?<=[\p{Script=Myanmar}\p{Script=Phags_Pa}])\uFE00`,
  ].join('|'),
  'gu',
);

/** Control, formatting, surrogate, private-use and unassigned; separators of lines; and what is invisible by default. */
const rejected = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Everything that is seen by itself, except a blank Braille cell, an object's placeholder and a note without a head. */
const visible = /(?![\u2800\uFFFC\u{1D159}])[\p{L}\p{N}\p{P}\p{S}]/u;

/** A mark at the beginning would join the text before it, wherever that is shown. */
const beginsWithMark = /^\p{Zs}*\p{M}/u;

/**
 * Whether a text is one line that a reader sees as it is. It is false for line breaks, for control and formatting characters,
 * which reorder or hide what surrounds them, and for texts in which nothing is visible.
 *
 * What is unassigned depends on the Unicode version of Node.js.
 */
export function isOneVisibleLine(text: string): boolean {
  const plain = text.replace(neededInvisibles, '');
  return !rejected.test(plain) && visible.test(plain) && !beginsWithMark.test(plain);
}

function joiningScripts(): string {
  const scripts = [
    'Arab Syrc Mand Mong Nkoo Adlm Rohg Phag Mani Sogd',
    'Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh',
    'Khmr Mymr Tibt Bali Java Sund Cakm Newa Tirh Gran',
  ];
  const names = scripts.flatMap((line) => line.split(' '));
  return names.map((name) => `\\p{scx=${name}}`).join('');
}

/** The tag characters that spell a region, with the one that ends them. */
function tags(region: string): string {
  const points = Array.from(region, (letter) => 0xe0000 + letter.charCodeAt(0));
  return [...points, 0xe007f].map((point) => `\\u{${point.toString(16)}}`).join('');
}
