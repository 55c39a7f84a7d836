import { ServiceError } from '../errors.js';
import { checkRedirectUrls } from './redirect-urls.js';

const faultOf = (url: string) => {
  try {
    checkRedirectUrls({ ClientName: 'app', CallbackURLs: [url] });
  } catch (error) {
    if (error instanceof ServiceError) return error.publicMessage.replace(`${url} `, '');
    throw error;
  }
  return undefined;
};

describe('callback URLs', () => {
  it.each([
    'https://app.example/callback',
    'http://localhost:3000/',
    'HTTP://LocalHost/',
    'http://127.0.0.1/callback',
    'http://[::1]:8080/callback',
    'myapp://signed-in',
    'https://app.example/bücher',
    'https://bücher.example/callback',
  ])('may be %j', (url) => {
    expect(faultOf(url)).toBeUndefined();
  });

  it.each([
    'http://app.example/',
    'http://localhost./',
    'http://localhost.evil.example/',
    'http://a.localhost/',
    'http://127.0.0.2/',
    'http://[::ffff:127.0.0.1]/',
    'http://xn--a/',
    'http://ｌocalhost/',
  ])('cannot use HTTP on another host: %j', (url) => {
    expect(faultOf(url)).toBe('cannot use the HTTP protocol.');
  });

  it.each([
    'callback',
    'http://127.1/',
    'http://１２７.0.0.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://localhost\\.evil.example/',
    'http://evil.example@localhost/',
    'http://%6cocalhost/',
    'http:localhost/',
    'https://app.example\\@evil.example/',
  ])('are absolute URIs in plain notation, unlike %j', (url) => {
    expect(faultOf(url)).toBe('is not an absolute URI.');
  });

  it.each(['javascript:alert(1)', 'DATA:text/html,x', 'file:///etc/passwd'])(
    'lead to no scheme that runs or shows what follows it: %j',
    (url) => {
      expect(faultOf(url)).toBe('has a scheme that can not be used.');
    },
  );
});
