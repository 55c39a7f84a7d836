import { type Attack, goodFields, request } from './attack.js';
import { harmlessFraming } from './harmless-framing.js';

/** Requests whose beginning, end or parts two servers could see in different places, and what may pass for them. */
export function framingAttacks(token: string): readonly Attack[] {
  const good = goodFields(token);
  const chunked = [...good, 'Transfer-Encoding: chunked'];
  return [
    ...refused('a body', bodies(good)),
    ...refused('chunks', chunks(chunked)),
    ...refused('a head', heads(good, token)),
    ...refused('a start line', startLines(good)),
    ...tooMuch(good, chunked),
    ...methods(good),
    ...harmlessFraming(good),
  ];
}

type Named = readonly (readonly [name: string, bytes: string])[];

/** All of them are 400, and the connection ends. Of those with a bad chunk a beginning may have gone on. */
function refused(part: string, named: Named): Attack[] {
  const breaksOff = part === 'chunks';
  return named.map(([name, bytes]) => ({
    name: `${part}: ${name}`,
    bytes,
    status: 400,
    closes: true,
    breaksOff,
  }));
}

function bodies(good: readonly string[]): Named {
  const post = (fields: readonly string[], body = '0\r\n\r\n') =>
    request('POST /orders HTTP/1.1', [...good, ...fields], body);
  const lengths = ['+5', '-1', '-0', '0x5', '5, 5', '5,', '5 5', '05', '00', '5.0', '5e0', ''];
  const codings = [
    'identity',
    'xchunked',
    'chunkedx',
    'chunked, gzip',
    'gzip, chunked',
    'identity, chunked',
    'chunked, chunked',
    'chunked;q=1',
    '"chunked"',
    ', chunked',
    'chunked,',
    '\u000bchunked',
    'gzip',
  ];
  return [
    ['a length and chunks', post(['Content-Length: 5', 'Transfer-Encoding: chunked'])],
    ['chunks and a length', post(['Transfer-Encoding: chunked', 'Content-Length: 5'])],
    ['chunks and a length of none', post(['Transfer-Encoding: chunked', 'Content-Length: 0'])],
    ['two lengths', post(['Content-Length: 1', 'Content-Length: 5'], 'abcde')],
    ['the same length twice', post(['Content-Length: 5', 'content-length: 5'], 'abcde')],
    ['a length of 30 digits', post([`Content-Length: ${'9'.repeat(30)}`], 'abcde')],
    ...lengths.map(
      (text) => [`length "${text}"`, post([`Content-Length: ${text}`], 'abcde')] as const,
    ),
    ...codings.map((text) => [`coding "${text}"`, post([`Transfer-Encoding: ${text}`])] as const),
    ['two codings', post(['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'])],
    ['chunked in two fields', post(['Transfer-Encoding: chunked', 'transfer-encoding: chunked'])],
    ['a coding and a space', post(['Transfer-Encoding : chunked'])],
    ['a coding in a folded line', post(['Transfer-Encoding:', ' chunked'])],
    ['chunks in HTTP/1.0', post(['Transfer-Encoding: chunked']).replace('HTTP/1.1', 'HTTP/1.0')],
  ];
}

function chunks(chunked: readonly string[]): Named {
  const bad = {
    'a size that is no number': 'zz\r\nabc\r\n0\r\n\r\n',
    'an empty size': '\r\nabc\r\n0\r\n\r\n',
    'a size with 0x': '0x3\r\nabc\r\n0\r\n\r\n',
    'a size with a sign': '+3\r\nabc\r\n0\r\n\r\n',
    'a negative size': '-1\r\nabc\r\n0\r\n\r\n',
    'a size followed by a space': '3 \r\nabc\r\n0\r\n\r\n',
    'a size beyond 64 bits': `${'f'.repeat(17)}\r\nabc\r\n0\r\n\r\n`,
    'less than announced': '2\r\nabc\r\n0\r\n\r\n',
    'bare line feeds': '3\nabc\n0\n\n',
    'a bare line feed after an extension': '3;a\nabc\r\n0\r\n\r\n',
    'a bare line feed after the data': '3\r\nabc\n0\r\n\r\n',
    'a bare carriage return': '3\rabc\r\n0\r\n\r\n',
    'a second request as a bad chunk': '3\r\nabc\r\nGET /users/me HTTP/1.1\r\nHost: x\r\n\r\n',
    'a bad trailer': '3\r\nabc\r\n0\r\nTxn-Token : x\r\n\r\n',
  };
  return Object.entries(bad).map(([name, body]) => [
    name,
    request('POST /orders HTTP/1.1', chunked, body),
  ]);
}

function heads(good: readonly string[], token: string): Named {
  const get = (...fields: string[]) => request('GET /orders HTTP/1.1', [...good, ...fields]);
  const authorization = `Authorization: Bearer ${token}`;
  return [
    ['no host', request('GET /orders HTTP/1.1', [authorization])],
    ['no host for a public route', request('GET /health HTTP/1.1', [])],
    ...[
      '',
      'a b',
      'a,b',
      'a/b',
      'u@a',
      'a:b',
      'a:123456',
      '[::1',
      '::1',
      '"a"',
      'a;proto=https',
      'é',
    ].map(
      (host) =>
        [
          `host "${host}"`,
          request('GET /orders HTTP/1.1', [`Host: ${host}`, authorization]),
        ] as const,
    ),
    ['two hosts', get('Host: y')],
    ['the same host twice', get('host: x')],
    ['a folded line', get('X-A: b', ' c')],
    ['a folded line with a tab', get('X-A: b', '\tTxn-Token: c')],
    ['a folded first line', request('GET /orders HTTP/1.1', [' X-A: b', ...good])],
    ['a space before the colon', get('X-A : b')],
    ['a tab before the colon', get('X-A\t: b')],
    ['no colon', get('X-A')],
    ['no name', get(': b')],
    ['a bracket in a name', get('X(A): b')],
    ['NUL in a name', get('X\0A: b')],
    ['NUL in a value', get('X-A: b\0c')],
    ['a control in a value', get('X-A: b\u0001c')],
    ['DEL in a value', get('X-A: b\u007fc')],
    ['a bare carriage return', get('X-A: b\rTxn-Token: c')],
    ['bare line feeds', get().replaceAll('\r\n', '\n')],
    ['one bare line feed', `GET /orders HTTP/1.1\r\nHost: x\n${authorization}\r\n\r\n`],
    ['a bare line feed at its end', `GET /orders HTTP/1.1\r\nHost: x\r\n${authorization}\n\n`],
    ['a bare line feed after a value', get('X-A: b\nTxn-Token: c')],
  ];
}

function startLines(good: readonly string[]): Named {
  const versions = [
    'HTTP/1.2',
    'HTTP/2.0',
    'HTTP/0.9',
    'HTTP/9.9',
    'HTTP/1',
    'HTTP/1.1.1',
    'http/1.1',
    'HTTP 1.1',
  ];
  return [
    ...versions.map((version) => [version, request(`GET /orders ${version}`, good)] as const),
    ['HTTP/0.9 without a version', 'GET /health\r\n\r\n'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a TLS hello', '\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003'],
    ['no HTTP at all', 'hello\r\n\r\n'],
    [
      'a proxy header',
      `PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n${request('GET /orders HTTP/1.1', good)}`,
    ],
    ['tabs', request('GET\t/orders\tHTTP/1.1', good)],
    ['a second target', request('GET /orders /users HTTP/1.1', good)],
    ['no target', request('GET HTTP/1.1', good)],
    ['a bare line feed', `GET /orders HTTP/1.1\n${good.join('\r\n')}\r\n\r\n`],
  ];
}

function tooMuch(good: readonly string[], chunked: readonly string[]): Attack[] {
  const fields = (count: number) => Array.from({ length: count }, (_none, index) => `a${index}: b`);
  const get = (...more: string[]) => request('GET /orders HTTP/1.1', [...good, ...more]);
  const post = (body: string) => request('POST /orders HTTP/1.1', chunked, body);
  const large = [
    ['a header of 64 KB', get(`X-A: ${'b'.repeat(65_536)}`), 431],
    ['a header name of 64 KB', get(`${'b'.repeat(65_536)}: a`), 431],
    ['a target of 64 KB', request(`GET /orders/${'a'.repeat(65_536)} HTTP/1.1`, good), 431],
    ['101 header fields', get(...fields(99)), 431],
    [
      '3,000 header fields, the credentials behind them',
      request('GET /orders HTTP/1.1', ['Host: x', ...fields(1500), ...good]),
      431,
    ],
    ['a thousand cookies', get(...fields(1000).map(() => 'Cookie: a=b')), 431],
    [
      'a length over the limit',
      request('POST /orders HTTP/1.1', [...good, 'Content-Length: 4097'], 'a'),
      413,
    ],
    [
      'a length of 2^53 + 1',
      request('POST /orders HTTP/1.1', [...good, 'Content-Length: 9007199254740993'], 'a'),
      413,
    ],
    ['chunks over the limit', post(`1001\r\n${'a'.repeat(4097)}\r\n0\r\n\r\n`), 413],
    ['chunks of one octet', post(`${'1\r\na\r\n'.repeat(5000)}0\r\n\r\n`), 413],
    ['trailers without end', post(`3\r\nabc\r\n0\r\n${'X: y\r\n'.repeat(20_000)}\r\n`), 431],
  ] as const;
  return large.map(([name, bytes, status]) => ({
    name: `too much: ${name}`,
    bytes,
    status,
    closes: true,
    breaksOff: bytes.includes('chunked'),
  }));
}

/** Methods that no upstream sees. */
function methods(good: readonly string[]): Attack[] {
  const known = [
    'TRACE',
    'PROPFIND',
    'SEARCH',
    'PURGE',
    'M-SEARCH',
    'LOCK',
    'MKCOL',
    'REPORT',
    'LINK',
  ];
  const unknown = ['BREW', 'get', 'Get', 'G', 'GETT', 'GET,POST', '__proto__', 'POST\0'];
  const connect = request('CONNECT evil.example:443 HTTP/1.1', ['Host: evil.example:443']);
  return [
    ...known.map((method) => ({
      name: `method: ${method}`,
      bytes: request(`${method} /orders HTTP/1.1`, good),
      status: 405,
    })),
    ...unknown.map((method) => ({
      name: `method: ${method}`,
      bytes: request(`${method} /orders HTTP/1.1`, good),
      status: 400,
      closes: true,
    })),
    { name: 'method: CONNECT', bytes: connect, status: 405, closes: true },
    {
      name: 'an expectation nobody knows',
      bytes: request(
        'POST /orders HTTP/1.1',
        [...good, 'Expect: a-miracle', 'Content-Length: 1'],
        'a',
      ),
      status: 417,
      closes: true,
    },
  ];
}
