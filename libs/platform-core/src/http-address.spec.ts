import { z } from 'zod';
import * as fields from './config-fields.js';
import { isIpv4, isIpv6, parseHost, parseHttpUrl, parseOrigin } from './http-address.js';

/** Texts that some URL parser, or some release of one, reads as a host that they do not spell. */
const notHosts = [
  '',
  '.',
  'a..b',
  '.a',
  '-a.example',
  'a-.example',
  'a b',
  ' localhost',
  'localhost ',
  'local\thost',
  'local\nhost',
  'local\0host',
  'local\u00adhost',
  'localhost\\',
  'localhost/',
  'localhost?',
  'localhost#',
  'user@localhost',
  'user:password@localhost',
  '@localhost',
  '%6cocalhost',
  'localhos%74',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0x',
  'a.0x1',
  '017700000001',
  '0177.0.0.1',
  '127.0.0.01',
  '127.0.0.1.',
  '256.256.256.256',
  '1.2.3.4.5',
  '1.2.3.999',
  '１２７.0.0.1',
  '127。0。0。1',
  'ｌocalhost',
  'bücher.example',
  'faß.example',
  '::1',
  '[::1',
  '[]',
  '[:::::]',
  '[::1%25lo]',
  '[::1%lo]',
  '[fe80::1%eth0]',
  '[1:2:3:4:5:6:7]',
  '[1:2:3:4:5:6:7:8:9]',
  '[1::2::3]',
  '[12345::]',
  '[::ffff:127.0.0.01]',
  '[::127.1]',
  '[v1.a]',
  'localhost:',
  'localhost:0',
  'localhost:00080',
  'localhost:65536',
  'localhost:99999',
  'localhost:8o',
  'localhost:-1',
  'localhost:1:2',
  `${'a'.repeat(64)}.example`,
  'a.'.repeat(127),
];

describe('parseHost', () => {
  it.each([
    ['localhost', 'localhost', undefined],
    ['LOCALHOST:9500', 'localhost', 9500],
    ['localhost.', 'localhost.', undefined],
    ['cognito_emulator:9500', 'cognito_emulator', 9500],
    ['3com.example', '3com.example', undefined],
    ['1e3', '1e3', undefined],
    ['0xg', '0xg', undefined],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example', undefined],
    ['xn--a', 'xn--a', undefined],
    ['127.0.0.1:65535', '127.0.0.1', 65_535],
    ['[::1]:1', '[::1]', 1],
    ['[2001:DB8::A]', '[2001:db8::a]', undefined],
    ['[1:2:3:4:5:6:7:8]', '[1:2:3:4:5:6:7:8]', undefined],
    ['[::ffff:127.0.0.1]', '[::ffff:127.0.0.1]', undefined],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`, undefined],
  ])('reads %j', (text, name, port) => {
    expect(parseHost(text)).toEqual({ name, port });
  });

  it.each(notHosts)('rejects %j', (text) => {
    expect(parseHost(text)).toBeUndefined();
  });
});

describe('parseHttpUrl', () => {
  it('reads the parts, and leaves default ports out of host and origin', () => {
    expect(parseHttpUrl('HTTPS://API.example:443/a/b?c=d#e')).toEqual({
      protocol: 'https:',
      name: 'api.example',
      port: 443,
      host: 'api.example',
      origin: 'https://api.example',
      rest: '/a/b?c=d#e',
    });
    expect(parseHttpUrl('http://[::1]:8080')).toEqual({
      protocol: 'http:',
      name: '[::1]',
      port: 8080,
      host: '[::1]:8080',
      origin: 'http://[::1]:8080',
      rest: '',
    });
    expect(parseHttpUrl('https://app.example/bücher')?.rest).toBe('/bücher');
  });

  // Behind these characters the authority ends, for better or worse.
  it.each(notHosts.filter((host) => !/[/?#]$/.test(host)))('rejects the host %j', (host) => {
    expect(parseHttpUrl(`http://${host}/`)).toBeUndefined();
    expect(parseHttpUrl(`https://${host}`)).toBeUndefined();
  });

  it.each([
    'localhost',
    '//localhost',
    'http:localhost',
    'http:/localhost',
    'http:\\\\localhost',
    'http:///localhost',
    ' http://localhost',
    'ht\ntp://localhost',
    'http://localhost/ ',
    'http://localhost/a\tb',
    'http://localhost/\\evil.example',
    'http://localhost\\@evil.example',
    'http://localhost/"',
    'http://localhost/<',
    'http://localhost/{',
    'ftp://localhost',
    'blob:http://localhost',
    'javascript://localhost/%0aalert(1)',
  ])('rejects %j', (text) => {
    expect(parseHttpUrl(text)).toBeUndefined();
  });
});

describe('parseOrigin', () => {
  it.each(['http://localhost', 'https://a.example', 'http://127.0.0.1:3000', 'http://[::1]:1'])(
    'reads %j',
    (text) => {
      expect(parseOrigin(text)?.origin).toBe(text);
    },
  );

  it.each([
    'null',
    '',
    'http://LOCALHOST',
    'HTTP://localhost',
    'http://localhost:80',
    'https://localhost:443',
    'http://localhost/',
    'http://localhost?',
    'http://user@localhost',
    'http://localhost, http://localhost',
    'file://localhost',
    'https://bücher.example',
    'http://127.1',
  ])('rejects %j', (text) => {
    expect(parseOrigin(text)).toBeUndefined();
  });
});

describe('addresses', () => {
  it.each(['0.0.0.0', '127.0.0.1', '255.255.255.255'])('%s is IPv4', (text) => {
    expect([isIpv4(text), isIpv6(text)]).toEqual([true, false]);
  });

  it.each(['::', '::1', '1::', '1:2:3:4:5:6:1.2.3.4', '::1.2.3.4', 'FE80::1'])(
    '%s is IPv6',
    (text) => {
      expect([isIpv4(text), isIpv6(text)]).toEqual([false, true]);
    },
  );

  it.each(['', ':', ':::', '1:', ':1', '::1:', '1.2.3', '01.2.3.4', '1.2.3.4::', '::1%lo', '::g'])(
    '%j is neither',
    (text) => {
      expect([isIpv4(text), isIpv6(text)]).toEqual([false, false]);
    },
  );
});

describe('fields.httpUrl', () => {
  const { URL: field } = z.object({ URL: fields.httpUrl() }).shape;

  it.each(['http://order_service:3001', 'https://issuer.example/pool', 'http://[::1]:9500/a?b=c'])(
    'accepts %j',
    (text) => {
      expect(field.parse(text)).toBe(text);
    },
  );

  it.each([
    'http://user:password@issuer.example',
    'http://issuer.example/#part',
    'http://127.1',
    'http://0x7f000001/',
    'http://issuer.example\\@evil.example',
    'https:issuer.example',
    'https://issu\ter.example',
    'https://bücher.example',
  ])('rejects %j', (text) => {
    expect(field.safeParse(text).success).toBe(false);
  });
});
