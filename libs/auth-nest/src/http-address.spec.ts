import { isHttpUrl, isWebOrigin } from './http-address.js';

describe('isHttpUrl', () => {
  it.each([
    'http://order_service:3001',
    'HTTPS://API.example/a/b?c=d',
    'https://api.example.:8443/',
    'http://127.0.0.1:1',
    'http://[::1]:65535/',
    'http://[::ffff:192.0.2.1]',
    'https://xn--bcher-kva.example',
  ])('accepts %j', (text) => {
    expect(isHttpUrl(text)).toBe(true);
  });

  it.each([
    '',
    'api.example',
    '//api.example',
    'http:api.example',
    'http:/api.example',
    'http:\\\\api.example',
    'http:///api.example',
    ' http://api.example',
    'http://api.example ',
    'http://api.exa\nmple',
    'http://api.example/a b',
    'http://api.example/\\evil.example',
    'http://api.example\\@evil.example',
    'http://user@api.example',
    'http://user:password@api.example',
    'http://api.example/#part',
    'http://%61pi.example',
    'http://bücher.example',
    'http://１２７.0.0.1',
    'http://127.1',
    'http://2130706433',
    'http://0x7f000001',
    'http://a.0x1',
    'http://0177.0.0.1',
    'http://127.0.0.1.',
    'http://1.2.3.4.5',
    'http://256.1.1.1',
    'http://[::1%25lo]',
    'http://[::1%lo]',
    'http://[::1',
    'http://[:::]',
    'http://::1',
    'http://-a.example',
    'http://a-.example',
    'http://a..example',
    'http://*.example',
    'http://api.example:',
    'http://api.example:0',
    'http://api.example:080',
    'http://api.example:65536',
    `http://${'a'.repeat(64)}.example`,
    `http://${'a.'.repeat(127)}a`,
    'ftp://api.example',
  ])('rejects %j', (text) => {
    expect(isHttpUrl(text)).toBe(false);
  });
});

describe('isWebOrigin', () => {
  it.each(['https://shop.example', 'http://localhost:4200', 'https://[::1]', 'https://xn--a'])(
    'accepts %j',
    (text) => {
      expect(isWebOrigin(text)).toBe(true);
    },
  );

  it.each([
    'null',
    'https://shop.example/',
    'HTTPS://shop.example',
    'https://Shop.example',
    'https://shop.example:443',
    'http://shop.example:80',
    'https://shop.example, https://shop.example',
    'https://[::A]',
    'https://127.1',
    'https://user@shop.example',
  ])('rejects %j', (text) => {
    expect(isWebOrigin(text)).toBe(false);
  });
});
