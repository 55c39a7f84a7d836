import { z } from 'zod';
import { line } from './text.js';

const text = line(100);
const accepts = (value: string) => text.safeParse(value).success;
const hex = (value: string) =>
  Array.from(value, (character) => character.codePointAt(0)?.toString(16)).join(' ');
const named = (values: readonly string[]) => values.map((value) => [hex(value), value] as const);

describe('line', () => {
  it.each([
    'Ada Lovelace',
    "O'Brien",
    'Jos\u00e9',
    'Jose\u0301',
    'Nguyễn Thị Ánh'.normalize('NFD'),
    'محمد',
    'می\u200cخواهم',
    'کتابِ\u200cمن',
    'שָׁלוֹם',
    'क्\u200dष',
    'क्\u200cष',
    'അവന്\u200d',
    'ශ්\u200dරී',
    'မြန်မာ',
    '\u1000\ufe00',
    'ไทย',
    'ᠠᠭᠤᠯ\u180eᠠ',
    '김철수',
    '山田\u3000太郎',
    '渡邉\u{e0101}',
    '神\ufe00',
    '⠁⠙⠁\u2800⠃',
    'M.\u00a0Dupont',
    '👩\u200d👩\u200d👧',
    '👩🏽\u200d🚀',
    '🏳\ufe0f\u200d🌈',
    '❤\ufe0f',
    '☎\ufe0e',
    '1\ufe0f\u20e3',
    '🇩🇪',
    '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    '!',
  ])('accepts %j and keeps it as written', (value) => {
    expect(text.parse(value)).toBe(value);
  });

  it.each(
    named([
      ...['\n', '\r', '\t', '\v', '\0', '\x1b', '\x7f', '\u0085', '\u2028', '\u2029'],
      ...['\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e'],
      ...['\u2066', '\u2067', '\u2068', '\u2069', '\u206a', '\u206f'],
      ...['\u00ad', '\u034f', '\u180e', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff'],
      ...['\u115f', '\u1160', '\u3164', '\uffa0', '\u17b4', '\ufff9', '\u{1d173}'],
      ...['\ufe00', '\ufe0f', '\u{e0100}', '\u{e0001}', '\u{e0041}', '\u{e007f}'],
      ...['\ud800', '\udfff', '\ue000', '\u{f0000}', '\u0378', '\ufdd0', '\uffff', '\u{10ffff}'],
    ]),
  )('rejects U+%s alone, before, inside and after a name', (_hex, character) => {
    const values = [character, `${character}Ada`, `A${character}da`, `Ada${character}`];
    expect(values.filter(accepts)).toEqual([]);
  });

  it.each(
    named([
      ...['', ' ', '\u00a0 ', '\u1680', '\u3000', '\u2800', '\ufffc', '\u{1d159}'],
      ...['\u0301', ' \u0301', '\u20e3', '\u200d\u200c', '\u3164\u3164', '\u2800 \u2800'],
    ]),
  )('rejects %j, in which nothing is visible', (_hex, value) => {
    expect(accepts(value)).toBe(false);
  });

  it.each(
    named([
      '\u0301Ada',
      '👩\u200d',
      '👩\u200d\u200d👩',
      '❤\ufe0f\ufe0f',
      '1\ufe0f',
      '葛\u{e0100}\u{e0101}',
      'क\u200d\u200dष',
      '🏴\u{e0061}\u{e007f}',
    ]),
  )('rejects %j, whose invisible characters change nothing that is seen', (_hex, value) => {
    expect(accepts(value)).toBe(false);
  });

  it('removes spaces around a text', () => {
    expect(text.parse(' \u00a0Ada\u3000 ')).toBe('Ada');
  });

  it('counts code points after the spaces around a text are removed', () => {
    expect(accepts('😀'.repeat(100))).toBe(true);
    expect(accepts('😀'.repeat(101))).toBe(false);
    expect(accepts(`  ${'x'.repeat(100)}  `)).toBe(true);
    expect(accepts('x'.repeat(101))).toBe(false);
  });

  it('names the broken rule', () => {
    const messageFor = (value: string) => text.safeParse(value).error?.issues[0]?.message;
    expect(messageFor('a\u2028b')).toContain('must be one line of visible text');
    expect(messageFor('x'.repeat(101))).toBe('must be at most 100 characters long');
  });

  it('is described with its lengths for the OpenAPI document', () => {
    expect(z.globalRegistry.get(text)).toMatchObject({
      minLength: 1,
      maxLength: 100,
      description: expect.stringContaining('One line of text in any script') as string,
    });
  });
});
