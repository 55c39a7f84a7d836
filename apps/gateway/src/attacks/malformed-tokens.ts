import { type Attack, request } from './attack.js';

/** Bearer tokens that are none, or that nobody signed; all of them are 401. */
export function malformedTokens(token: string): readonly Attack[] {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
  const tokens = {
    'no parts': 'x',
    'two parts': `${header}.${payload}`,
    'four parts': `${token}.x`,
    'five parts': `${token}.x.x`,
    'empty parts': '..',
    'no signature': `${header}.${payload}.`,
    'a signature cut short': token.slice(0, -4),
    'another signature': `${header}.${payload}.${flipped}`,
    'a longer signature': `${token}AAAA`,
    padding: `${token}==`,
    'alg none': `${encode({ alg: 'none' })}.${payload}.`,
    'alg None': `${encode({ alg: 'None', kid: 'x' })}.${payload}.${signature}`,
    HS256: `${encode({ alg: 'HS256', kid: 'x' })}.${payload}.${signature}`,
    'an unknown kid': `${encode({ alg: 'RS256', kid: 'x' })}.${payload}.${signature}`,
    'no kid': `${encode({ alg: 'RS256' })}.${payload}.${signature}`,
    'a kid that is a path': `${encode({ alg: 'RS256', kid: '../../etc/passwd' })}.${payload}.${signature}`,
    'a kid that is an object': `${encode({ alg: 'RS256', kid: {} })}.${payload}.${signature}`,
    'an unknown crit': `${encode({ alg: 'RS256', kid: 'x', crit: ['y'] })}.${payload}.${signature}`,
    'no JSON in the header': `x.${payload}.${signature}`,
    'null in the header': `${encode(null)}.${payload}.${signature}`,
    'an array in the payload': `${header}.${encode([])}.${signature}`,
    'another payload': `${header}.${encode({ sub: 'admin', exp: 1e308 })}.${signature}`,
    'a deep payload': `${header}.${Buffer.from('['.repeat(2_000)).toString('base64url')}.${signature}`,
    '8 KB of nothing': 'A'.repeat(8_192),
    '8 KB of dots': '.'.repeat(8_192),
  };
  return Object.entries(tokens).map(([name, malformed]) => ({
    name: `token: ${name}`,
    bytes: request('GET /orders HTTP/1.1', ['Host: x', `Authorization: Bearer ${malformed}`]),
    status: 401,
  }));
}
