import { canonicalPath } from './canonical-path.js';

describe('canonicalPath', () => {
  it.each([
    ['/', '/'],
    ['/orders', '/orders'],
    ['/orders/', '/orders/'],
    ['/orders/1a-b_c~d.e', '/orders/1a-b_c~d.e'],
    ['/orders?next=/../..//%2f;a', '/orders'],
    ['/orders?', '/orders'],
    ["/a/!$&'()*+,=:@", "/a/!$&'()*+,=:@"],
    ['/a%20b/caf%C3%A9', '/a%20b/caf%C3%A9'],
    ['/.well-known/x', '/.well-known/x'],
    ['/orders/...', '/orders/...'],
  ])('takes %s', (target, path) => {
    expect(canonicalPath(target)).toBe(path);
  });

  it.each([
    '',
    '*',
    'orders',
    'http://localhost/orders',
    '//orders',
    '/orders//1',
    '/orders//',
    '/.',
    '/..',
    '/orders/..',
    '/orders/../users',
    '/orders/./1',
    '/auth/token/..',
    '/orders/%2e%2e/users',
    '/orders/%2E%2E/users',
    '/orders%2f1',
    '/orders%2F1',
    '/orders%5C1',
    '/orders\\1',
    '/orders%00',
    '/orders%0A',
    '/orders%0D%0Ax',
    '/orders%7F',
    '/orders%252F1',
    '/orders/%6Frders',
    '/orders;x=1',
    '/orders%3B',
    '/orders%3F',
    '/orders%23',
    '/orders#x',
    '/orders%',
    '/orders%4',
    '/orders%zz',
    '/orders%c3%a9',
    '/orders%C3',
    '/orders%C0%AF',
    '/orders%E0%80%AF',
    '/caf\u00e9',
    '/a b',
    '/a"b',
    '/a<b',
    '/a|b',
  ])('refuses %p', (target) => {
    expect(canonicalPath(target)).toBeUndefined();
  });
});
