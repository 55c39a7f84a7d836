import { compactJwsLimits, parseCompactJws } from './compact-jws.js';
import { MalformedTokenError } from './invalid-token-errors.js';

const encode = (text: string) => Buffer.from(text).toString('base64url');
const header = encode('{"alg":"RS256"}');
const payload = encode('{"sub":"a"}');

describe('parseCompactJws', () => {
  it('gives the parts', () => {
    const jws = parseCompactJws(`${header}.${payload}.c2ln`);
    expect(jws).toMatchObject({
      header: { alg: 'RS256' },
      claims: { sub: 'a' },
      signingInput: `${header}.${payload}`,
      signature: Buffer.from('sig'),
    });
  });

  it.each([
    ['one part', header],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${header}.${payload}.c2ln.c2ln`],
    ['five parts', `${header}.a.b.c.d`],
    ['an empty signature', `${header}.${payload}.`],
    ['an empty header', `.${payload}.c2ln`],
    ['padding', `${header}.${payload}.c2lnbg==`],
    ['standard base64', `${header}.${payload}.+/+/`],
    ['bits behind the last octet', `${header}.${payload}.c2lnbh`],
    ['a length no encoding has', `${header}.${payload}.c2lnb`],
    ['white space in front', ` ${header}.${payload}.c2ln`],
    ['a line break inside', `${header}.${payload.slice(0, 4)}\n${payload.slice(4)}.c2ln`],
    ['a header that is no object', `${encode('[]')}.${payload}.c2ln`],
    ['a payload that is no JSON', `${header}.${encode('sub')}.c2ln`],
    ['more than fits', `${header}.${'a'.repeat(compactJwsLimits.maxTokenLength)}.c2ln`],
  ])('refuses %s', (_name, token) => {
    expect(() => parseCompactJws(token)).toThrow(MalformedTokenError);
  });
});
