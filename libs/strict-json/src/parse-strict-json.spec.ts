import { parseStrictJson } from './parse-strict-json.js';
import { StrictJsonError } from './strict-json.error.js';

const limit = { maxDepth: 16 };
const parse = (text: string) => parseStrictJson(Buffer.from(text), limit);

function reasonFor(bytes: Buffer): string {
  try {
    parseStrictJson(bytes, limit);
  } catch (error) {
    if (error instanceof StrictJsonError) return error.reason;
    throw error;
  }
  return 'none';
}

describe('parseStrictJson', () => {
  it.each([
    '{"a":1,"b":{"a":[{"a":"}\\\\\\""}]}, "c":"a"}',
    '{"a":{"a":"a"},"b":["a","a",{"a":0}]}',
    '{"a":":","b":"\\":\\"","c:":"\\\\"}',
    '{"a":"\\ud83d\\ude00","b":"\\\\ud800"}',
    '{"toString":1,"constructor":"x","prototype":{}}',
    '{"constructor":{"name":"x"}}',
    '{"1":0,"01":0,"4294967295":0,"":0}',
    '{"a":1,"A":2,"\u00e9":3,"e\u0301":4}',
    '["\\u0000",1e3,-0,true,null]',
    '"text"',
    '12',
    ' null ',
    `${'['.repeat(16)}${']'.repeat(16)}`,
  ])('reads %s as JSON.parse does', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['two members of one name', '{"a":1,"a":2}', 'duplicate_member'],
    ['two equal members', '{"a":1,"a":1}', 'duplicate_member'],
    ['two members, one spelled with escapes', '{"a":1,"\\u0061":2}', 'duplicate_member'],
    ['two members, both spelled with escapes', '{"\\u0061":1,"\\u0061":2}', 'duplicate_member'],
    ['two members, one with a short escape', '{"/":1,"\\/":2}', 'duplicate_member'],
    ['two members with empty names', '{"":1,"":2}', 'duplicate_member'],
    ['two members whose name is a number', '{"1":1,"1":2}', 'duplicate_member'],
    ['two members named toString', '{"toString":1,"toString":2}', 'duplicate_member'],
    ['two members further in', '{"a":[{"b":1,"c":2,"b":3}]}', 'duplicate_member'],
    ['two members with white space before the colon', '{"a":1,"a" \n:2}', 'duplicate_member'],
    ['two members that hide members', '{"a":{"b":1,"c":1},"a":{}}', 'duplicate_member'],
    ['__proto__', '{"__proto__":{"admin":true}}', 'forbidden_member'],
    ['__proto__ with escapes', '{"\\u005f_proto__":1}', 'forbidden_member'],
    ['__proto__ further in', '[{"a":{"__proto__":null}}]', 'forbidden_member'],
    ['constructor.prototype', '{"constructor":{"prototype":{}}}', 'forbidden_member'],
    ['a byte order mark', '\uFEFF{}', 'byte_order_mark'],
    ['half of a surrogate pair', '{"a":["\\ud800"]}', 'lone_surrogate'],
    ['a surrogate pair in the wrong order', '"\\ude00\\ud83d"', 'lone_surrogate'],
    ['half of a surrogate pair in a name', '{"\\uDFFF":1}', 'lone_surrogate'],
    ['17 levels of objects', `${'{"a":'.repeat(17)}1${'}'.repeat(17)}`, 'too_deep'],
    ['17 levels of arrays', `${'['.repeat(17)}${']'.repeat(17)}`, 'too_deep'],
    ['nothing', '', 'not_json'],
    ['two values', '{}{}', 'not_json'],
    ['a trailing comma', '{"a":1,}', 'not_json'],
    ['a comment', '{"a":1/**/}', 'not_json'],
    ['NaN', '{"a":NaN}', 'not_json'],
    ['a quoted text that does not end', '"\\"', 'not_json'],
  ])('rejects %s', (_name, text, reason) => {
    expect(reasonFor(Buffer.from(text))).toBe(reason);
  });

  it.each([
    ['a sequence that is cut off', [0x22, 0xc3, 0x22]],
    ['an overlong form', [0x22, 0xc0, 0xaf, 0x22]],
    ['an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['Latin-1', [0x22, 0xe9, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x22, 0x00, 0x22, 0x00]],
  ])('rejects %s as invalid UTF-8', (_name, bytes) => {
    expect(reasonFor(Buffer.from(bytes))).toBe('not_utf8');
  });

  it('repeats nothing of the text in an error', () => {
    for (const text of ['{"secret":1,"secret":2}', '{"secret":', '{"__proto__":"secret"}']) {
      expect(() => parse(text)).toThrow(/^(?!.*secret)/);
    }
  });

  it.each([
    ['open brackets', '['.repeat(262_144), 'not_json'],
    ['open braces', '{"":'.repeat(65_536), 'not_json'],
    ['nested arrays', '['.repeat(131_072) + ']'.repeat(131_072), 'too_deep'],
    ['nested objects', `${'{"":'.repeat(50_000)}0${'}'.repeat(50_000)}`, 'too_deep'],
    ['escaped quotes', `"${'\\"'.repeat(131_000)}"`, 'none'],
    ['backslashes', `"${'\\\\'.repeat(131_000)}"`, 'none'],
    ['strings', `[${'"",'.repeat(80_000)}0]`, 'none'],
    ['one name over and over', `{${'"a":1,'.repeat(40_000)}"b":2}`, 'duplicate_member'],
  ])('reads 256 KiB of %s without a stack overflow', (_name, text, reason) => {
    expect(reasonFor(Buffer.from(text))).toBe(reason);
  });

  it('finds the one duplicate among thousands of members', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `"n${index}":0`);
    expect(reasonFor(Buffer.from(`{${names.join()}}`))).toBe('none');
    expect(reasonFor(Buffer.from(`{${names.join()},"\\u006e5000":1}`))).toBe('duplicate_member');
  });
});
