import { encode, type Forge, type ForgedToken } from './forge.js';

/** Good tokens written otherwise than RFC 7515 §7.1 has it: other base64, white space, other parts. */
export function forgedEncodings(forge: Forge): ForgedToken[] {
  const all = [...respelled(forge), ...spaced(forge), ...parted(forge), ...oversized(forge)];
  return all.map(([name, token]) => forge.form(name, token, 'malformed'));
}

type Named = [name: string, token: string];

const partNames = ['header', 'payload', 'signature'];

/** Each part in each spelling that decodes to the same octets in a lenient reader. */
function respelled(forge: Forge): Named[] {
  const token = respellable(forge);
  const spellings: [string, (part: string) => string][] = [
    ['padding', (part) => part.padEnd(Math.ceil(part.length / 4) * 4, '=')],
    ['too much padding', (part) => `${part}====`],
    ['standard base64', (part) => part.replaceAll('-', '+').replaceAll('_', '/')],
    ['bits behind its last octet', withStrayBits],
    ['a line break', (part) => `${part.slice(0, 4)}\n${part.slice(4)}`],
    ['a CRLF', (part) => `${part.slice(0, 4)}\r\n${part.slice(4)}`],
    ['a character that is skipped', (part) => `${part.slice(0, 4)}!${part.slice(4)}`],
    ['a percent escape', (part) => part.replace(/[-_]/, (found) => encodeHex(found))],
    ['a character beyond ASCII', (part) => `${part.slice(0, 4)}é${part.slice(4)}`],
    ['a fullwidth letter', (part) => part.replace(/[a-z]/, (found) => fullwidth(found))],
  ];
  return spellings.flatMap(([name, respell]) =>
    partNames.map((partName, index): Named => {
      const parts = token.split('.');
      parts[index] = respell(parts[index] ?? '');
      return [`a ${partName} with ${name}`, parts.join('.')];
    }),
  );
}

/** A good token with a `-` or `_` in each part, and none a multiple of four characters long. */
function respellable(forge: Forge): string {
  for (let spaces = 0; ; spaces += 1) {
    const header = `${JSON.stringify(forge.header({ typ: '~~~???>>>' }))}${' '.repeat(spaces % 3)}`;
    const payload = `${JSON.stringify(forge.claims({ note: '~~~???>>>' }))}${' '.repeat(spaces)}`;
    const token = forge.token(header, payload);
    const isRespellable = (part: string) => /[-_]/.test(part) && part.length % 4 !== 0;
    if (token.split('.').every(isRespellable)) return token;
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The last character holds bits that belong to no octet (RFC 4648 §3.5). */
function withStrayBits(part: string): string {
  const last = alphabet.indexOf(part.slice(-1));
  return part.slice(0, -1) + alphabet.charAt(last | 1);
}

function encodeHex(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

function fullwidth(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) + 0xfee0);
}

function spaced(forge: Forge): Named[] {
  const token = forge.token();
  const spaces: Named[] = [
    ['a space', ' '],
    ['a tab', '\t'],
    ['a line break', '\n'],
    ['a NUL', '\0'],
    ['a no-break space', '\u00A0'],
    ['a zero width space', '\u200B'],
    ['a byte order mark', '\uFEFF'],
  ];
  return spaces.flatMap(([name, space]): Named[] => [
    [`${name} before`, space + token],
    [`${name} behind`, token + space],
    [`${name} behind the first dot`, token.replace('.', `.${space}`)],
  ]);
}

function parted(forge: Forge): Named[] {
  const token = forge.token();
  const [header = '', payload = '', signature = ''] = token.split('.');
  const flattened = JSON.stringify({ protected: header, payload, signature });
  return [
    ['nothing at all', ''],
    ['one part', header],
    ['two parts', `${header}.${payload}`],
    ['two dots', '..'],
    ['four parts', `${token}.${signature}`],
    ['four parts, the last empty', `${token}.`],
    ['four parts, the first empty', `.${token}`],
    ['five parts', `${header}.${header}.${payload}.${signature}.${signature}`],
    ['a thousand dots', '.'.repeat(1000)],
    ['an empty header', `.${payload}.${signature}`],
    ['an empty payload', `${header}..${signature}`],
    ['two tokens, joined by a comma', `${token},${token}`],
    ['two tokens, one behind the other', `${token}${token}`],
    ['quotes around it', `"${token}"`],
    ['the JSON serialization', flattened],
    ['the JSON serialization, encoded', encode(flattened)],
    ['the scheme before it once more', `Bearer ${token}`],
  ];
}

function oversized(forge: Forge): Named[] {
  const padded = (length: number) =>
    forge.token(forge.header(), forge.claims({ pad: 'a'.repeat(length) }));
  return [
    ['64 KB', padded(49_152)],
    ['a little more than 16 KiB', padded(11_700)],
    [
      'a signature of 64 KB',
      forge.token(forge.header(), forge.claims(), () => Buffer.alloc(49_152, 7)),
    ],
  ];
}
