import { MalformedTokenError } from './invalid-token-errors.js';
import { parseStrictJsonObject } from './strict-json.js';

const parse = (text: string) => parseStrictJsonObject(Buffer.from(text));

describe('parseStrictJsonObject', () => {
  it('reads one object', () => {
    expect(parse('{"a":1,"b":{"a":[{"a":"}\\\\\\""}]}, "c":"a"}')).toEqual({
      a: 1,
      b: { a: [{ a: '}\\"' }] },
      c: 'a',
    });
  });

  it('takes what looks like half a surrogate pair and is none', () => {
    expect(parse('{"a":"\\ud83d\\ude00","b":"\\\\ud800"}')).toEqual({ a: '😀', b: '\\ud800' });
  });

  it('takes the same name in different objects, and as a value', () => {
    expect(parse('{"a":{"a":"a"},"b":["a","a",{"a":0}]}')).toMatchObject({ a: { a: 'a' } });
  });

  it.each([
    ['a member twice', '{"sub":"a","sub":"b"}'],
    ['a member twice, one spelled with escapes', '{"sub":"a","\\u0073ub":"b"}'],
    ['a member twice, further in', '{"a":[{"b":1,"c":2,"b":3}]}'],
    ['white space before the colon', '{"a":1,"a" \n:2}'],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['__proto__ with escapes', '{"\\u005f_proto__":1}'],
    ['null', 'null'],
    ['an array', '[]'],
    ['a string', '"a"'],
    ['a number', '1'],
    ['nothing', ''],
    ['two objects', '{}{}'],
    ['a byte order mark', '\uFEFF{}'],
    ['half a surrogate pair', '{"a":["\\ud800"]}'],
    ['half a surrogate pair in a name', '{"\\udfff":1}'],
    ['a trailing comma', '{"a":1,}'],
    ['a comment', '{"a":1/**/}'],
    ['NaN', '{"a":NaN}'],
    ['17 levels', `${'{"a":'.repeat(17)}1${'}'.repeat(17)}`],
    ['2,000 levels of arrays', `{"a":${'['.repeat(2000)}${']'.repeat(2000)}}`],
  ])('refuses %s', (_name, text) => {
    expect(() => parse(text)).toThrow(MalformedTokenError);
  });

  it('refuses what is not UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('{"a":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}'),
    ]);
    expect(() => parseStrictJsonObject(bytes)).toThrow(MalformedTokenError);
  });
});
