import { isAbsoluteUri } from './absolute-uri.js';

describe('isAbsoluteUri', () => {
  it.each([
    'https://app.example/callback?a=b#c',
    'HTTP://LOCALHOST:3000',
    'https://[::1]/',
    'https://xn--a.example/',
    'https://bücher.example:8443/bücher?q=ü',
    'myapp://signed-in',
    'com.example.app:/callback',
    'myapp:',
    'urn:example:orders',
    'javascript:alert(1)',
  ])('accepts %j', (text) => {
    expect(isAbsoluteUri(text)).toBe(true);
  });

  it.each([
    '',
    'orders',
    '/callback',
    '//app.example',
    '1app:/',
    'https:app.example',
    'https:/app.example',
    'https:\\\\app.example',
    'https:///app.example',
    'https://',
    'https://:443',
    'https://app.example:99999/',
    'https://app..example/',
    'https://app.example\\@evil.example/',
    'https://user@app.example/',
    'https://%61pp.example/',
    'https://127.1/',
    'https://0x7f.0.0.1/',
    'https://2130706433/',
    'https://ü@app.example/',
    'https://*.example/',
    ' https://app.example/',
    'https://app.example/ ',
    'https://app.exa\nmple/',
    'ht\ttps://app.example/',
    'https://app.example/{tenant}',
    'myapp://a b',
    'myapp:\\\\a',
  ])('rejects %j', (text) => {
    expect(isAbsoluteUri(text)).toBe(false);
  });
});
