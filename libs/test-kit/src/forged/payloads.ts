import type { Forge, ForgedToken, Part } from './forge.js';

/** Tokens truly signed over a payload that is no claims set, or one that two readers could read differently. */
export function forgedPayloads(forge: Forge): ForgedToken[] {
  const good = JSON.stringify(forge.claims());
  const all = [
    ...noClaimsSets(good),
    ...doubtfulMembers(good),
    ...doubtfulBytes(good),
    ...deep(good),
  ];
  return all.map(([name, payload]) =>
    forge.form(`a payload that ${name}`, forge.token(forge.header(), payload), 'malformed'),
  );
}

type Named = [name: string, payload: Part];

function noClaimsSets(good: string): Named[] {
  return [
    ['is null', 'null'],
    ['is an array', `[${good}]`],
    ['is text', '"access"'],
    ['is the claims as text', JSON.stringify(good)],
    ['is a number', '1'],
    ['is true', 'true'],
    ['is white space', '  '],
    ['is no JSON', 'sub=ada&token_use=access'],
    ['is cut off', good.slice(0, -1)],
    ['is two objects', `${good}${good}`],
    ['is two objects on two lines', `${good}\n{}`],
    ['has something behind', `${good}x`],
    ['has a NUL behind', `${good}\0`],
    ['has a trailing comma', good.replace(/}$/, ',}')],
    ['has a comment', good.replace('{', '{/*x*/')],
    ['has NaN', good.replace(/}$/, ',"x":NaN}')],
    ['has Infinity', good.replace(/"exp":\d+/, '"exp":Infinity')],
    ['has a number with a leading zero', good.replace(/"exp":/, '"exp":0')],
    ['has a hexadecimal number', good.replace(/}$/, ',"x":0x10}')],
    ['has single quotes', good.replaceAll('"', "'")],
    ['has names without quotes', good.replace('"sub"', 'sub')],
    ['has a line break in text', good.replace('"access"', '"acc\ness"')],
    ['has an escape that is none', good.replace('"access"', '"\\access"')],
  ];
}

/** RFC 8259 §4: what a reader does with two members of one name can't be foretold. */
function doubtfulMembers(good: string): Named[] {
  const more = (members: string) => good.replace(/}$/, `,${members}}`);
  const first = (members: string) => good.replace('{', `{${members},`);
  return [
    ['has sub twice', more('"sub":"someone-else"')],
    ['has sub twice, the other first', first('"sub":"someone-else"')],
    ['has sub twice, the same', more(/"sub":"[^"]*"/.exec(good)?.[0] ?? '')],
    ['has sub twice, once with escapes', more('"\\u0073ub":"someone-else"')],
    ['has scope twice, in capitals of hexadecimal', more('"sc\\u006Fpe":"orders/refund"')],
    ['has exp twice', first('"exp":1')],
    ['has a member twice further in', more('"x":{"a":[{"b":1,"b":2}]}')],
    ['has an empty name twice', more('"":1,"":2')],
    ['has __proto__', more('"__proto__":{"cognito:groups":["support"]}')],
    ['has __proto__ with escapes', more('"\\u005f_proto__":{"scope":"orders/refund"}')],
    ['has __proto__ further in', more('"x":[{"__proto__":1}]')],
    ['has half a surrogate pair', more('"x":"\\ud800"')],
    ['has the other half of a surrogate pair', more('"x":["\\uDC00a"]')],
    ['has half a surrogate pair in a name', more('"\\udbff":1')],
    ['has a surrogate pair the wrong way round', more('"x":{"y":"\\udc00\\ud800"}')],
  ];
}

function doubtfulBytes(good: string): Named[] {
  const within = (...bytes: number[]) =>
    Buffer.concat([
      Buffer.from(good.replace(/}$/, ',"x":"')),
      Buffer.from(bytes),
      Buffer.from('"}'),
    ]);
  const utf16 = Buffer.from(good, 'utf16le');
  const utf32 = Buffer.alloc(good.length * 4);
  for (let index = 0; index < good.length; index += 1) {
    utf32.writeUInt32LE(good.charCodeAt(index), index * 4);
  }
  return [
    ['has a byte order mark', `\uFEFF${good}`],
    ['is UTF-16', utf16],
    ['is UTF-16 with a byte order mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['is UTF-16 the other way round', Buffer.from(utf16).swap16()],
    ['is UTF-32', utf32],
    ['is not UTF-8', within(0xc3, 0x28)],
    ['ends in the middle of a character', within(0xe2, 0x82)],
    ['has an overlong slash', within(0xc0, 0xaf)],
    ['has an overlong quote', within(0xc0, 0xa2)],
    ['has an encoded surrogate', within(0xed, 0xa0, 0x80)],
    ['has a character beyond Unicode', within(0xf4, 0x90, 0x80, 0x80)],
    ['has Latin-1', within(0xe9)],
  ];
}

function deep(good: string): Named[] {
  const arrays = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const nested = (value: string) => good.replace(/}$/, `,"x":${value}}`);
  return [
    ['has 17 levels', nested(arrays(16))],
    ['has 2,000 levels of arrays', nested(arrays(2000))],
    ['has 1,500 levels of objects', nested(objects(1500))],
    ['opens 5,000 levels', '['.repeat(5000)],
  ];
}
